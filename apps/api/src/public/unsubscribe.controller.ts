import { Body, Controller, Get, HttpCode, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { UnsubscribesService } from '@features/tracking';
import { AcceptsMedia, Public } from '../http';
import type { FormFields } from './form-body';
import { ipOf } from './hit-request';
import { sendNotFoundPage, sendTestPage } from './page';
import { PublicPageFilter } from './public-page.filter';
import { sendUnsubscribedPage, sendUnsubscribePage } from './unsubscribe-pages';

/** The unsubscribe link and one-click header of messages (RFC 8058). No login, no cookies; the token is the authority. */
@ApiExcludeController()
@Public()
@UseFilters(PublicPageFilter)
@Controller('u')
export class UnsubscribeController {
  constructor(private readonly unsubscribes: UnsubscribesService) {}

  /** A page with buttons. Scanners follow every link, so it changes nothing. */
  @Get(':token')
  async show(@Param('token') token: string, @Res() response: Response): Promise<void> {
    const offer = await this.unsubscribes.describe(token);
    if (offer === null) return sendNotFoundPage(response);
    if (offer.isTest) return sendTestPage(response);
    sendUnsubscribePage(response, offer);
  }

  /** Unsubscribes at once. Posts without our page's fields are one-click posts of a mailbox provider. */
  @Post(':token')
  @HttpCode(200)
  @AcceptsMedia('application/x-www-form-urlencoded')
  async unsubscribe(
    @Param('token') token: string,
    @Req() request: Request,
    @Res() response: Response,
    @Body() body: FormFields | undefined,
  ): Promise<void> {
    const chosen = body?.['from']?.[0];
    const done = await this.unsubscribes.unsubscribe(token, {
      from: chosen === 'all' ? 'all' : 'topic',
      method: chosen === undefined ? 'one-click' : 'unsubscribe-page',
      ip: ipOf(request),
      userAgent: request.header('user-agent')?.slice(0, 500) ?? null,
    });
    const offer = done ? await this.unsubscribes.describe(token) : null;
    if (offer === null) return sendNotFoundPage(response);
    if (offer.isTest) return sendTestPage(response);
    sendUnsubscribedPage(response, offer, chosen === 'all' ? 'all' : 'topic');
  }
}
