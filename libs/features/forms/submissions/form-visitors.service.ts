import { Injectable } from '@nestjs/common';
import { networkOf, ThrottleService, type ThrottleLimit } from '@features/accounts';
import { ContactsRepository, type Contact } from '@features/contacts';
import { Settings } from '@platform/config';
import { Batcher } from '@platform/database';
import { TokenSigner } from '@platform/tokens';
import { AddressHints } from '../addresses/address-hints.service';
import type { FormDefinition } from '../definition/form-definition';
import type { PublishedForm } from '../form';
import { tooManySubmissions } from '../forms.errors';
import { wordsOf } from '../words/form-words';
import { BASE_DIFFICULTY, issueChallenge, MAX_DIFFICULTY } from './challenge';
import { contactOf } from './form-tokens';
import { FormTraffic } from './form-traffic';

/** Somebody who came by a signed link. */
export interface KnownVisitor {
  contactId: string;
  /** Names of inputs that are not asked, since the answer is known. */
  notAsked: Set<string>;
}

/** Submissions of one contact to one form by signed links. */
const PER_LINK: ThrottleLimit = { hits: 20, windowSeconds: 24 * 3600 };

/** Who is at a form, as far as it may be known, and how much goes on there. */
@Injectable()
export class FormVisitors {
  private readonly traffic = new FormTraffic();
  /** Counts the posts of networks that come at the same time in one statement; seconds to wait, or null. */
  private readonly networks = new Batcher<string, number | null>({
    together: async (networks) => this.throttle.hitEach('form-network', networks, this.perNetwork(1)),
    alone: async (network) => this.throttle.hit('form-network', network, this.perNetwork(1)),
    keysOf: (network) => [network],
  });

  constructor(
    private readonly throttle: ThrottleService,
    private readonly contacts: ContactsRepository,
    private readonly signer: TokenSigner,
    private readonly settings: Settings,
    private readonly hints: AddressHints,
  ) {}

  /** Counts a post; whether it came from a network that posts more than a household does. @throws DomainError `form.too-many` */
  async admit(ip: string | null): Promise<boolean> {
    const subject = ip === null ? 'unknown' : networkOf(ip);
    const wait = await this.networks.add(subject);
    if (wait === null) return false;
    const hardWait = await this.throttle.hit('form-network-flood', subject, this.perNetwork(4));
    if (hardWait !== null) throw tooManySubmissions(hardWait);
    return true;
  }

  /** A fresh challenge; harder while the form is under attack. */
  challenge(form: PublishedForm, now = new Date()): { challenge: string; difficulty: number } {
    const difficulty = Math.min(MAX_DIFFICULTY, BASE_DIFFICULTY + this.traffic.extraBits(form.id, now));
    return { challenge: issueChallenge(this.signer, { formId: form.id, difficulty, now }), difficulty };
  }

  /** Counts a post of the form, and says whether it is under attack. */
  isUnderAttack(formId: string, isSuspect: boolean): boolean {
    this.traffic.add(formId, isSuspect);
    return this.traffic.isUnderAttack(formId);
  }

  /** Null without a genuine link of this form, and once the contact is gone. */
  async identify(
    form: PublishedForm,
    token: string | undefined,
    now = new Date(),
  ): Promise<KnownVisitor | null> {
    const contactId = token === undefined ? null : contactOf(this.signer, { formId: form.id, token, now });
    if (contactId === null) return null;
    const contact = await this.contacts.find(form.workspaceId, contactId);
    return contact === null ? null : { contactId, notAsked: notAskedOf(form.definition, contact) };
  }

  /** Counts a post by a signed link, which nothing else holds up. @throws DomainError `form.too-many` */
  async admitKnown(form: PublishedForm, contactId: string): Promise<void> {
    const wait = await this.throttle.hit('form-identity', `${form.id}:${contactId}`, PER_LINK);
    if (wait !== null) throw tooManySubmissions(wait);
  }

  /** A question about an address that may be a slip; null when it looks right, or the visitor says that it is. */
  async askAbout(
    { fields }: FormDefinition,
    { address, kept, language }: { address: string; kept: string | undefined; language: string },
  ): Promise<{ name: string; message: string } | null> {
    const field = fields.find(({ to }) => to === 'email');
    const hint = field === undefined || kept === address ? null : await this.hints.hintFor(address);
    if (field === undefined || hint === null) return null;
    const words = wordsOf(language);
    const message =
      hint.kind === 'meant'
        ? words.meant.replace('{suggestion}', () => hint.suggestion)
        : words.noMail.replace('{domain}', () => hint.domain);
    return { name: field.name, message };
  }

  private perNetwork(times: number): ThrottleLimit {
    return { hits: this.settings.forms.postsPerMinutePerNetwork * times, windowSeconds: 60 };
  }
}

/** The address is known by the link. Of what is asked once, what has a value is not asked, and no more than `progressiveMax` at a time. */
function notAskedOf({ fields, progressiveMax }: FormDefinition, contact: Contact): Set<string> {
  const notAsked = new Set(fields.filter(({ to }) => to === 'email').map(({ name }) => name));
  let asked = 0;
  for (const { name, to, ask, isHidden } of fields) {
    if (ask !== 'if-unknown' || isHidden) continue;
    if (hasValue(contact, to) || (progressiveMax !== null && asked >= progressiveMax)) notAsked.add(name);
    else asked += 1;
  }
  return notAsked;
}

function hasValue(contact: Contact, to: string | null): boolean {
  if (to === null) return false;
  return to.startsWith('attributes.')
    ? contact.attributes[to.slice('attributes.'.length)] !== undefined
    : contact[to as keyof Contact] != null;
}
