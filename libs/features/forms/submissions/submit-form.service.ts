import { Injectable } from '@nestjs/common';
import { networkOf } from '@features/accounts';
import { domainOf } from '@platform/mail';
import { TokenSigner } from '@platform/tokens';
import { chooseLanguage, type FormDefinition } from '../definition/form-definition';
import type { PublishedForm } from '../form';
import { AcceptSubmission } from './accept-submission.service';
import { openChallenge, isSolved } from './challenge';
import { FormVisitors } from './form-visitors.service';
import { ReleaseSubmission } from './release-submission.service';
import { readAnswers, type PostedFields, type ReadAnswers } from './read-answers';
import { ENOUGH, isDisposableDomain, isSuspect, looksLikeLink, scoreOf, type Signals } from './score';
import type { Answered, NewSubmission, SubmissionRequest, SubmitOutcome } from './submission';
import { sourceOf } from './submission-source';
import { StoreSubmissions } from './store-submissions.service';

/** Field that people never see: whoever fills it in is a program. */
export const HONEYPOT = 'homepage';

/** Everything that was found out about a post before it is stored. */
interface Examined {
  language: string;
  identity: string | null;
  read: ReadAnswers;
  challenge: string | null;
  score: number;
  reasons: string[];
}

/** The one way in for submissions, whichever page, script or program posts them. */
@Injectable()
export class SubmitForm {
  constructor(
    private readonly visitors: FormVisitors,
    private readonly acceptance: AcceptSubmission,
    private readonly storing: StoreSubmissions,
    private readonly releasing: ReleaseSubmission,
    private readonly signer: TokenSigner,
  ) {}

  /**
   * Stored before it is answered. Whether the address is known, subscribed, suppressed or was erased changes nothing of the
   * answer.
   *
   * @throws DomainError `form.too-many` (rate-limited) from a network that posts far more than people do
   */
  async submit(form: PublishedForm, request: SubmissionRequest, now = new Date()): Promise<SubmitOutcome> {
    const { definition } = form;
    const posted = request.fields;
    const language = chooseLanguage(definition.languages, [
      ...(posted['language'] ?? []),
      ...request.languages,
    ]);
    const isBusyNetwork = await this.visitors.admit(request.visitor.ip);
    const identity = await this.visitors.identify(form, posted['identity']?.[0]);
    const notAsked = identity === null ? new Set<string>() : identity.notAsked;
    const read = readAnswers(posted, { definition, language, notAsked, now });
    if (isFilled(posted)) return this.trap(form, request, { language, read });
    if (read.errors.length > 0) return { kind: 'invalid', language, errors: read.errors };
    if (identity !== null) await this.visitors.admitKnown(form, identity.contactId);
    else if (read.email !== null) {
      const { address } = read.email;
      const asked = await this.visitors.askAbout(definition, {
        address,
        kept: posted['keep']?.[0],
        language,
      });
      if (asked !== null) return { kind: 'invalid', language, errors: [asked], keep: address };
    }
    const examined = this.examine(form, request, {
      language,
      identity: identity?.contactId ?? null,
      read,
      isBusyNetwork,
      now,
    });
    const isHeld = examined.score < ENOUGH && examined.identity === null;
    const status = isHeld ? 'held' : 'pending';
    const row = { ...this.rowOf(form, request, examined), status, contactId: examined.identity } as const;
    return this.storing.store({ form, row });
  }

  /** The button on our page was pressed. Null for a link that is none, or too old. A repeat is harmless. */
  async release(
    form: PublishedForm,
    token: string,
    now = new Date(),
  ): Promise<{ language: string; answer: Answered } | null> {
    return this.releasing.release(form, token, now);
  }

  /** A program fell into the trap: it is told what everybody is told. */
  private async trap(
    form: PublishedForm,
    request: SubmissionRequest,
    { language, read }: { language: string; read: ReadAnswers },
  ): Promise<SubmitOutcome> {
    const row = {
      ...this.rowOf(form, request, { language, read }),
      status: 'spam' as const,
      reasons: ['honeypot'],
    };
    await this.storing.storeSpam(form, row);
    return { kind: 'done', language, answer: await this.acceptance.pretend(form, language) };
  }

  private examine(
    form: PublishedForm,
    { fields }: SubmissionRequest,
    known: {
      language: string;
      identity: string | null;
      read: ReadAnswers;
      isBusyNetwork: boolean;
      now: Date;
    },
  ): Examined {
    const { language, identity, read, isBusyNetwork, now } = known;
    const token = fields['challenge']?.[0] ?? '';
    const challenge = openChallenge(this.signer, { token, formId: form.id, now });
    const signals: Omit<Signals, 'isUnderAttack'> = {
      isSigned: challenge !== null,
      isWorked: challenge !== null && isSolved(token, fields['solution']?.[0] ?? '', challenge.difficulty),
      secondsTaken: challenge === null ? null : (now.getTime() - challenge.startedAt.getTime()) / 1000,
      isBusyNetwork,
      hasLinksInNames: namesOf(form.definition, read).some(looksLikeLink),
      isDisposable: read.email !== null && isDisposableDomain(domainOf(read.email.address)),
    };
    const isUnderAttack = this.visitors.isUnderAttack(form.id, isSuspect(signals));
    const judged = scoreOf({ ...signals, isUnderAttack });
    return { language, identity, read, challenge: challenge?.id ?? null, ...judged };
  }

  private rowOf(
    form: PublishedForm,
    request: SubmissionRequest,
    examined: { language: string; read: ReadAnswers } & Partial<Examined>,
  ): NewSubmission {
    const { read, language, score = 0, reasons = [], challenge = null } = examined;
    const { ip } = request.visitor;
    return {
      formId: form.id,
      version: form.version,
      status: 'pending',
      score,
      reasons,
      channel: request.channel,
      language,
      contactId: null,
      email: read.email?.address ?? null,
      emailKey: read.email?.key ?? null,
      answers: read.answers,
      consents: read.consents,
      source: sourceOf(form.definition, request),
      visitor: request.visitor,
      network: ip === null ? null : networkOf(ip),
      challenge,
    };
  }
}

function isFilled(posted: PostedFields): boolean {
  return (posted[HONEYPOT]?.[0] ?? '').trim() !== '';
}

function namesOf({ fields }: FormDefinition, { answers }: ReadAnswers): string[] {
  const names = fields.filter(({ to }) => to === 'firstName' || to === 'lastName' || to === 'company');
  return names.flatMap(({ name }) => (typeof answers[name] === 'string' ? [answers[name]] : []));
}
