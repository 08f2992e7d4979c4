import { Injectable } from '@nestjs/common';
import { SubscriptionsService, type Preferences } from '@features/consent';
import { BrandsService, type Brand } from '@features/templates';
import { DomainError } from '@platform/errors';
import { MessageTokens } from './message-tokens';
import { fingerprintOf } from './preference-sentences';
import { preferenceText, type PreferenceText } from './preference-texts';
import { TrackedMessagesRepository } from './tracked-messages.repository';

/** What the preference page shows. */
export interface PreferencesPage {
  workspaceName: string;
  brand: Brand;
  preferences: Preferences;
  /** Whether the workspace tracks people at all, so that the switch means something. */
  asksForTracking: boolean;
  /** In the contact's language. */
  text: PreferenceText;
  /** Goes with the form: the language and what is offered, so that nobody agrees to what they have not read. */
  shown: string;
}

/** Whose page a token opens. */
export interface PreferencesOwner {
  workspaceId: string;
  workspaceName: string;
  contactId: string;
  /** The delivery whose link it is; null when it is none's. */
  deliveryId: string | null;
}

/** Shows what a contact chose to receive, by the link in a message. */
@Injectable()
export class PreferencePages {
  constructor(
    private readonly tokens: MessageTokens,
    private readonly messages: TrackedMessagesRepository,
    private readonly subscriptions: SubscriptionsService,
    private readonly brands: BrandsService,
  ) {}

  isTest(token: string): boolean {
    return this.tokens.parsePreferences(token)?.isTest === true;
  }

  /** Null for anything but a genuine token of a contact that still exists. */
  async ownerOf(token: string): Promise<PreferencesOwner | null> {
    const link = this.tokens.parsePreferences(token);
    const owner = link === null ? null : await this.ownerOfContact(link.contactId);
    return link === null || owner === null ? null : { ...owner, deliveryId: link.deliveryId };
  }

  /** Null for a contact that is gone. */
  async ownerOfContact(contactId: string): Promise<PreferencesOwner | null> {
    const owner = await this.messages.findContactOwner(contactId);
    if (owner === null) return null;
    const { workspaceId, workspaceName } = owner;
    return { workspaceId, workspaceName, contactId, deliveryId: null };
  }

  /** Null as for `ownerOf`. */
  async open(token: string): Promise<PreferencesPage | null> {
    const link = this.tokens.parsePreferences(token);
    return link === null ? null : this.ofContact(link.contactId);
  }

  /** Null for a contact that is gone. */
  async ofContact(contactId: string): Promise<PreferencesPage | null> {
    const owner = await this.messages.findContactOwner(contactId);
    if (owner === null) return null;
    const { workspaceId, workspaceName } = owner;
    try {
      const [brand, preferences] = await Promise.all([
        this.brands.get(workspaceId),
        this.subscriptions.preferences(workspaceId, contactId),
      ]);
      const text = preferenceText(preferences.locale);
      const page = {
        workspaceName,
        brand,
        preferences,
        asksForTracking: owner.trackingMode === 'individual',
      };
      return { ...page, text, shown: fingerprintOf(text, page) };
    } catch (error) {
      // Erased between the two looks.
      if (error instanceof DomainError && error.kind === 'not-found') return null;
      throw error;
    }
  }
}
