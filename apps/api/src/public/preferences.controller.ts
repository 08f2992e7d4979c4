import { Body, Controller, Get, HttpCode, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { PreferencePages } from '@features/tracking';
import { AcceptsMedia, Public } from '../http';
import type { FormFields } from './form-body';
import { ipOf } from './hit-request';
import { sendNotFoundPage, sendTestPage } from './page';
import { sendPreferencesPage } from './preferences-page';
import { PublicPageFilter } from './public-page.filter';

/** What a contact chooses to receive. */
@ApiExcludeController()
@Public()
@UseFilters(PublicPageFilter)
@Controller('p')
export class PreferencesController {
  constructor(private readonly pages: PreferencePages) {}

  @Get(':token')
  async show(@Param('token') token: string, @Res() response: Response): Promise<void> {
    if (this.pages.isTest(token)) return sendTestPage(response);
    const page = await this.pages.open(token);
    if (page === null) return sendNotFoundPage(response);
    sendPreferencesPage(response, page, null);
  }

  /** Saves the form, or unsubscribes from all. A body without one of the page's buttons changes nothing. */
  @Post(':token')
  @HttpCode(200)
  @AcceptsMedia('application/x-www-form-urlencoded')
  async save(
    @Param('token') token: string,
    @Req() request: Request,
    @Res() response: Response,
    @Body() body: FormFields | undefined,
  ): Promise<void> {
    if (this.pages.isTest(token)) return sendTestPage(response);
    const action = body?.['action']?.[0];
    const sender = { ip: ipOf(request), userAgent: request.header('user-agent')?.slice(0, 500) ?? null };
    const page =
      action === 'unsubscribe-all'
        ? await this.pages.unsubscribeFromAll(token, sender)
        : action === 'save'
          ? await this.pages.save(token, { ...sender, ...choicesOf(body ?? {}) })
          : await this.pages.open(token);
    if (page === null) return sendNotFoundPage(response);
    sendPreferencesPage(response, page, action === 'save' || action === 'unsubscribe-all' ? action : null);
  }
}

function choicesOf(body: FormFields): { topicIds: string[]; trackingConsent?: boolean } {
  const topicIds = body['topic'] ?? [];
  // A checkbox that is off sends nothing; the hidden field says that it was there.
  if (body['asked']?.includes('tracking') !== true) return { topicIds };
  return { topicIds, trackingConsent: body['tracking']?.includes('yes') === true };
}
