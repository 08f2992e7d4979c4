import { Controller, Get, HttpCode, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ConfirmSubmission } from '@features/forms';
import { AcceptsMedia, Public } from '../http';
import { sendAnswer, sendConfirmPage } from './form-pages';
import { visitorOf } from './form-requests';
import { sendNotFoundPage } from './page';
import { PublicPageFilter } from './public-page.filter';

/** The link of a confirmation mail. The token is the authority; scanners open links, so opening changes nothing. */
@ApiExcludeController()
@Public()
@UseFilters(PublicPageFilter)
@Controller('c')
export class FormsConfirmController {
  constructor(private readonly confirmations: ConfirmSubmission) {}

  /** A page with one button. */
  @Get(':token')
  async show(@Param('token') token: string, @Res() response: Response): Promise<void> {
    const page = await this.confirmations.describe(token);
    if (page === null) return sendNotFoundPage(response);
    sendConfirmPage(response, page, page.redirectsTo);
  }

  @Post(':token')
  @HttpCode(200)
  @AcceptsMedia('application/x-www-form-urlencoded')
  async confirm(
    @Param('token') token: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const page = await this.confirmations.confirm(token, visitorOf(request));
    if (page?.answer == null) return sendNotFoundPage(response);
    sendAnswer(response, { answer: page.answer, owner: page.owner, language: page.language });
  }
}
