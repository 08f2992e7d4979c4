import { Injectable } from '@nestjs/common';
import { systemActor } from '@features/accounts';
import {
  ContactChoices,
  SubscriptionsService,
  type Evidence,
  type Frequency,
  type PauseWeeks,
  type TopicSubscription,
} from '@features/consent';
import { Database } from '@platform/database';
import { parseEmailAddress } from '@platform/mail';
import { PreferencePages, type PreferencesOwner, type PreferencesPage } from './preference-pages.service';
import { preferenceSentences, type PreferenceSentences } from './preference-sentences';
import { PREFERENCE_TEXTS } from './preference-texts';
import { UnsubscribesService } from './unsubscribes.service';

/** Who sends a form of the page. */
export interface PreferencesSender {
  ip: string | null;
  userAgent: string | null;
}

/** What the form of choices holds. */
export interface PreferencesForm extends PreferencesSender {
  /** `shown` of the page that the form stood on. */
  shown: string | null;
  /** Topics that stay or become subscribed; every other public one is unsubscribed. */
  topicIds: readonly string[];
  /** Undefined where the form does not say. */
  frequency?: Frequency;
  /** A language of the page, or the locale that the contact has. Others change nothing. */
  locale?: string;
  /** Undefined where the page does not ask. */
  trackingConsent?: boolean;
}

export interface SavedPreferences {
  page: PreferencesPage;
  /** False: the page had changed meanwhile, so nothing was saved. */
  isSaved: boolean;
}

const METHOD = 'preference-page';

/** One form of one person, while it is being saved. */
interface Turn {
  owner: PreferencesOwner;
  page: PreferencesPage;
  sentences: PreferenceSentences;
  /** Evidence with the sentence that the person read. */
  because: (consentText: string) => Evidence;
}

/** What a contact chooses by the link in a message. All of them answer null for anything but a genuine token of a contact that exists. */
@Injectable()
export class PreferenceChanges {
  constructor(
    private readonly database: Database,
    private readonly pages: PreferencePages,
    private readonly subscriptions: SubscriptionsService,
    private readonly choices: ContactChoices,
    private readonly unsubscribes: UnsubscribesService,
  ) {}

  /** Saves the choices with their evidence; what already is so records nothing. */
  async save(token: string, form: PreferencesForm): Promise<SavedPreferences | null> {
    const turn = await this.turn(token, form);
    if (turn === null) return null;
    if (form.shown !== turn.page.shown) return { page: turn.page, isSaved: false };
    await this.database.transaction(async () => {
      await this.saveTopics(turn, form.topicIds);
      await this.saveRest(turn, form);
    });
    const page = await this.pages.open(token);
    return page && { page, isSaved: true };
  }

  /** Unsubscribes from every topic, also from those that the page does not show. */
  async unsubscribeFromAll(token: string, sender: PreferencesSender): Promise<PreferencesPage | null> {
    const turn = await this.turn(token, sender);
    if (turn === null) return null;
    const evidence = turn.because(turn.sentences.unsubscribeAll);
    await this.unsubscribes.leave({ ...evidence, ...whoseLink(turn.owner), topicId: null });
    return this.pages.open(token);
  }

  async pause(
    token: string,
    pause: PreferencesSender & { weeks: PauseWeeks; now: Date },
  ): Promise<PreferencesPage | null> {
    const turn = await this.turn(token, pause);
    if (turn === null) return null;
    const { weeks, now } = pause;
    const { workspaceId, contactId } = turn.owner;
    const evidence = turn.because(turn.sentences.pause(weeks));
    await this.choices.pause(workspaceId, { contactId, weeks, now }, evidence);
    return this.pages.open(token);
  }

  async endPause(token: string, sender: PreferencesSender): Promise<PreferencesPage | null> {
    const turn = await this.turn(token, sender);
    if (turn === null) return null;
    const { workspaceId, contactId } = turn.owner;
    await this.choices.resume(workspaceId, contactId, turn.because(turn.sentences.endPause));
    return this.pages.open(token);
  }

  /**
   * Erases the contact for good, with evidence that it asked; answers the page as it was. Nothing is erased unless `address` is
   * the contact's own, which the page does not show: whoever was forwarded a newsletter has the link, too.
   */
  async erase(
    token: string,
    { address, ...sender }: PreferencesSender & { address: string },
  ): Promise<{ page: PreferencesPage; isErased: boolean } | null> {
    const turn = await this.turn(token, sender);
    if (turn === null) return null;
    if (!isSameAddress(address, turn.page.preferences.email)) return { page: turn.page, isErased: false };
    const { workspaceId, contactId } = turn.owner;
    await this.choices.erase(workspaceId, contactId, turn.because(turn.sentences.erase));
    return { page: turn.page, isErased: true };
  }

  private async turn(token: string, { ip, userAgent }: PreferencesSender): Promise<Turn | null> {
    const owner = await this.pages.ownerOf(token);
    const page = owner && (await this.pages.open(token));
    if (owner === null || page === null) return null;
    const sentences = preferenceSentences(page.text, page.workspaceName);
    const { language } = page.text;
    const because = (consentText: string): Evidence => ({
      method: METHOD,
      ip,
      userAgent,
      consentText,
      language,
    });
    return { owner, page, sentences, because };
  }

  private async saveTopics(turn: Turn, topicIds: readonly string[]): Promise<void> {
    const { owner, page, sentences } = turn;
    const actor = systemActor(owner.workspaceId, 'preference page');
    for (const topic of page.preferences.topics) {
      const { topicId, status } = topic;
      const wanted = topicIds.includes(topicId);
      if (isAlready(topic, wanted)) continue;
      const evidence = turn.because(sentences.topic(topic));
      if (!wanted) await this.subscriptions.unsubscribe({ ...evidence, ...whoseLink(owner), topicId });
      else {
        // Whoever has the link has the mailbox: what waited for a confirmation is confirmed.
        const isConfirmation = status === 'pending';
        const choice = { contactId: owner.contactId, topicId, status: 'subscribed', isConfirmation } as const;
        await this.subscriptions.change(actor, choice, evidence);
      }
    }
  }

  private async saveRest(
    { owner, page, sentences, because }: Turn,
    { frequency, locale, trackingConsent }: PreferencesForm,
  ): Promise<void> {
    const { workspaceId, contactId } = owner;
    if (frequency !== undefined)
      await this.choices.chooseFrequency(
        workspaceId,
        { contactId, frequency },
        because(sentences.frequency(frequency)),
      );
    if (page.asksForTracking && trackingConsent !== undefined) {
      const contact = { id: contactId, granted: trackingConsent };
      await this.subscriptions.setTrackingConsent(workspaceId, contact, because(sentences.tracking));
    }
    const language = PREFERENCE_TEXTS.find((text) => text.language === locale);
    // pt-PT speaks Portuguese already.
    if (language !== undefined && page.preferences.locale?.split('-', 1)[0] !== language.language)
      await this.choices.chooseLanguage(
        workspaceId,
        { contactId, locale: language.language },
        because(`${sentences.locale}: ${language.name}`),
      );
  }
}

/**
 * A topic that never came up stays so when it is not chosen, and one that waits for a confirmation goes on waiting: it mails
 * nothing, and its box is empty from the start. Implied consent that is confirmed here becomes explicit.
 */
function isAlready({ status, legalBasis }: TopicSubscription, wanted: boolean): boolean {
  const isOn = status === 'subscribed';
  return wanted ? isOn && legalBasis === 'explicit' : !isOn;
}

function whoseLink({ workspaceId, contactId, deliveryId }: PreferencesOwner) {
  return { workspaceId, contactId, ...(deliveryId === null ? {} : { deliveryId }) };
}

function isSameAddress(typed: string, own: string): boolean {
  const [a, b] = [parseEmailAddress(typed), parseEmailAddress(own)];
  return a.ok && b.ok && a.key === b.key;
}
