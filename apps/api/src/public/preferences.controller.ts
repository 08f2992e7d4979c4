import { Body, Controller, Get, HttpCode, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ThrottleService } from '@features/accounts';
import { FREQUENCIES, PAUSE_WEEKS, type Frequency } from '@features/consent';
import { PersonalDataLinks } from '@features/privacy';
import {
  PreferenceChanges,
  PreferencePages,
  type PreferencesForm,
  type PreferencesPage,
  type PreferencesSender,
} from '@features/tracking';
import { AcceptsMedia, Public } from '../http';
import type { FormFields } from './form-body';
import { ipOf } from './hit-request';
import { sendNotFoundPage, sendTestPage } from './page';
import {
  sendErasedPage,
  sendErasePage,
  sendPreferencesPage,
  type PreferencesNotice,
} from './preferences-page';
import { PublicPageFilter } from './public-page.filter';

/** Of one contact, by whatever link. */
const CHANGES = { hits: 60, windowSeconds: 3600 };
const ERASE_TRIES = { hits: 10, windowSeconds: 3600 };
/** What is shown without a change, and what nothing may hinder. */
const FREE: ReadonlySet<string> = new Set(['unsubscribe-all', 'erase']);

/** What to show after a form; null where the token is worth nothing. */
type Answer = ((response: Response) => void) | null;

/** What a contact chooses to receive. */
@ApiExcludeController()
@Public()
@UseFilters(PublicPageFilter)
@Controller('p')
export class PreferencesController {
  constructor(
    private readonly pages: PreferencePages,
    private readonly changes: PreferenceChanges,
    private readonly dataLinks: PersonalDataLinks,
    private readonly throttle: ThrottleService,
  ) {}

  @Get(':token')
  async show(@Param('token') token: string, @Res() response: Response): Promise<void> {
    if (this.pages.isTest(token)) return sendTestPage(response);
    const page = await this.pages.open(token);
    if (page === null) return sendNotFoundPage(response);
    sendPreferencesPage(response, page, null);
  }

  /** Does what the button says that was pressed. A body without one of the page's buttons changes nothing. */
  @Post(':token')
  @HttpCode(200)
  @AcceptsMedia('application/x-www-form-urlencoded')
  async act(
    @Param('token') token: string,
    @Req() request: Request,
    @Res() response: Response,
    @Body() body: FormFields | undefined,
  ): Promise<void> {
    if (this.pages.isTest(token)) return sendTestPage(response);
    const sender = { ip: ipOf(request), userAgent: request.header('user-agent')?.slice(0, 500) ?? null };
    const answer = await this.answer(token, body ?? {}, sender);
    if (answer === null) return sendNotFoundPage(response);
    answer(response);
  }

  private async answer(token: string, body: FormFields, sender: PreferencesSender): Promise<Answer> {
    const action = body['action']?.[0];
    if (await this.isTooMuch(token, action)) return shows(await this.pages.open(token), 'tooMany');
    const weeks = PAUSE_WEEKS.find((one) => action === `pause-${one}`);
    if (weeks !== undefined)
      return shows(await this.changes.pause(token, { ...sender, weeks, now: new Date() }), 'paused');
    switch (action) {
      case 'save': {
        const saved = await this.changes.save(token, { ...sender, ...choicesOf(body) });
        return saved && shows(saved.page, saved.isSaved ? 'saved' : 'outdated');
      }
      case 'unsubscribe-all':
        return shows(await this.changes.unsubscribeFromAll(token, sender), 'unsubscribed');
      case 'end-pause':
        return shows(await this.changes.endPause(token, sender), 'resumed');
      case 'export': {
        const answer = await this.dataLinks.mail(token, { ...sender, now: new Date() });
        return answer && shows(answer.page, answer.isMailed ? 'exportMailed' : 'exportFailed');
      }
      case 'erase': {
        const page = await this.pages.open(token);
        return page && ((response) => sendErasePage(response, page, { isWrong: false }));
      }
      case 'erase-for-good': {
        const erased = await this.changes.erase(token, { ...sender, address: body['address']?.[0] ?? '' });
        if (erased === null) return null;
        const { page, isErased } = erased;
        return (response) =>
          isErased ? sendErasedPage(response, page) : sendErasePage(response, page, { isWrong: true });
      }
      default:
        return shows(await this.pages.open(token), null);
    }
  }

  /** Each change is evidence for ever, and the address that erases could be guessed. Leaving everything always works. */
  private async isTooMuch(token: string, action: string | undefined): Promise<boolean> {
    if (action === undefined || FREE.has(action)) return false;
    const owner = await this.pages.ownerOf(token);
    if (owner === null) return false;
    const isErasing = action === 'erase-for-good';
    const [name, limit] = isErasing ? ['preferences-erase', ERASE_TRIES] : ['preferences', CHANGES];
    return (await this.throttle.hit(name, owner.contactId, limit)) !== null;
  }
}

function shows(page: PreferencesPage | null, notice: PreferencesNotice | null): Answer {
  return page && ((response) => sendPreferencesPage(response, page, notice));
}

function choicesOf(body: FormFields): Omit<PreferencesForm, keyof PreferencesSender> {
  const frequency = body['frequency']?.[0] as Frequency | undefined;
  const locale = body['locale']?.[0];
  // A checkbox that is off sends nothing; the hidden field says that it was there.
  const asksForTracking = body['asked']?.includes('tracking') === true;
  return {
    shown: body['shown']?.[0] ?? null,
    topicIds: body['topic'] ?? [],
    ...(frequency !== undefined && FREQUENCIES.includes(frequency) ? { frequency } : {}),
    ...(locale === undefined ? {} : { locale }),
    ...(asksForTracking ? { trackingConsent: body['tracking']?.includes('yes') === true } : {}),
  };
}
