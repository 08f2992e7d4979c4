import { Body, Controller, Get, HttpCode, Param, Post, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { personalDataCsv } from '@features/contacts';
import { PersonalDataLinks } from '@features/privacy';
import { AcceptsMedia, Public } from '../http';
import type { FormFields } from './form-body';
import { sendNotFoundPage } from './page';
import { sendDataPage } from './preferences-page';
import { PublicPageFilter } from './public-page.filter';

/** Everything held about a person, by a link that was mailed to it. */
@ApiExcludeController()
@Public()
@UseFilters(PublicPageFilter)
@Controller('p/data')
export class PersonalDataController {
  constructor(private readonly links: PersonalDataLinks) {}

  @Get(':token')
  async show(@Param('token') token: string, @Res() response: Response): Promise<void> {
    const page = await this.links.open(token, new Date());
    if (page === null) return sendNotFoundPage(response);
    sendDataPage(response, page);
  }

  @Post(':token')
  @HttpCode(200)
  @AcceptsMedia('application/x-www-form-urlencoded')
  async download(
    @Param('token') token: string,
    @Res() response: Response,
    @Body() body: FormFields | undefined,
  ): Promise<void> {
    const data = await this.links.read(token, new Date());
    if (data === null) return sendNotFoundPage(response);
    const format = body?.['format']?.[0] === 'csv' ? 'csv' : 'json';
    response
      .setHeader('Cache-Control', 'no-store')
      .setHeader('Referrer-Policy', 'no-referrer')
      .setHeader('X-Content-Type-Options', 'nosniff')
      .setHeader('Content-Disposition', `attachment; filename="my-data.${format}"`)
      .type(format === 'csv' ? 'text/csv' : 'application/json')
      .send(format === 'csv' ? personalDataCsv(data) : JSON.stringify(data, null, 2));
  }
}
