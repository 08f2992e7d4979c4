import { Injectable } from '@nestjs/common';
import { networkOf } from '@features/accounts';
import { Database } from '@platform/database';
import { domainOf } from '@platform/mail';
import { TokenSigner } from '@platform/tokens';
import { chooseLanguage, type FormDefinition } from '../definition/form-definition';
import type { PublishedForm } from '../form';
import { AcceptSubmission } from './accept-submission.service';
import { openChallenge, isSolved } from './challenge';
import { CHECK_HOURS, checkToken, submissionOf } from './form-tokens';
import { FormVisitors } from './form-visitors.service';
import { readAnswers, type PostedFields, type ReadAnswers } from './read-answers';
import { ENOUGH, isDisposableDomain, looksLikeLink, scoreOf, type Signals } from './score';
import type {
  Answered,
  NewSubmission,
  StoredSubmission,
  SubmissionRequest,
  SubmitOutcome,
} from './submission';
import { sourceOf } from './submission-source';
import { SubmissionsRepository } from './submissions.repository';

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
    private readonly database: Database,
    private readonly submissions: SubmissionsRepository,
    private readonly visitors: FormVisitors,
    private readonly acceptance: AcceptSubmission,
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
    const examined = this.examine(form, request, {
      language,
      identity: identity?.contactId ?? null,
      read,
      isBusyNetwork,
      now,
    });
    return this.database.transaction(() => this.store(form, request, examined));
  }

  /** The button on our page was pressed. Null for a link that is none, or too old. A repeat is harmless. */
  async release(
    form: PublishedForm,
    token: string,
    now = new Date(),
  ): Promise<{ language: string; answer: Answered } | null> {
    const submissionId = submissionOf(this.signer, 'form-check', token);
    if (submissionId === null) return null;
    return this.database.transaction(async () => {
      const row = await this.submissions.findForUpdate(submissionId);
      if (row === null || row.formId !== form.id || row.status === 'spam') return null;
      if (now.getTime() - row.createdAt.getTime() > CHECK_HOURS * 3600_000) return null;
      const { language } = row;
      if (row.status === 'held')
        return { language, answer: await this.acceptance.accept(form, row, row.contactId) };
      return { language, answer: await this.acceptance.answerAgain(form, row) };
    });
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
    await this.submissions.insert(form.workspaceId, row);
    return { kind: 'done', language, answer: await this.acceptance.pretend(form, language) };
  }

  private async store(
    form: PublishedForm,
    request: SubmissionRequest,
    examined: Examined,
  ): Promise<SubmitOutcome> {
    const { language, identity, read } = examined;
    const { workspaceId } = form;
    await this.submissions.lockPerson(form.id, identity ?? read.email?.key ?? '');
    const network = request.visitor.ip === null ? null : networkOf(request.visitor.ip);
    const repeat = await this.findRepeat(form, { identity, read, network });
    if (repeat !== null && (identity !== null || !agreesToMore(read, repeat)))
      return this.again(form, repeat, examined);
    const base = this.rowOf(form, request, examined);
    const isHeld = examined.score < ENOUGH && identity === null;
    const row: NewSubmission = { ...base, status: isHeld ? 'held' : 'pending', contactId: identity };
    const stored = await this.submissions.insert(workspaceId, row);
    // Its challenge was used for somebody else before: then it counts as unsigned.
    if (stored === null) return this.store(form, request, withoutChallenge(examined));
    if (isHeld) return { kind: 'check', language, token: checkToken(this.signer, stored.id) };
    return { kind: 'done', language, answer: await this.acceptance.accept(form, stored, identity) };
  }

  private async findRepeat(
    form: PublishedForm,
    { identity, read, network }: { identity: string | null; read: ReadAnswers; network: string | null },
  ): Promise<StoredSubmission | null> {
    if (identity !== null && form.definition.kind === 'survey')
      return this.submissions.findOfContact(form.workspaceId, form.id, identity);
    if (read.email === null) return null;
    return this.submissions.findRepeat(form.workspaceId, {
      formId: form.id,
      emailKey: read.email.key,
      network,
    });
  }

  /** The same visitor once more within minutes: one submission, the same answer; what was typed last counts while it waits. */
  private async again(
    form: PublishedForm,
    repeat: StoredSubmission,
    { language, read }: Examined,
  ): Promise<SubmitOutcome> {
    const { answers, consents } = read;
    await this.submissions.correct(form.workspaceId, repeat.id, {
      answers,
      consents,
      version: form.version,
      language,
    });
    if (repeat.status === 'held')
      return { kind: 'check', language, token: checkToken(this.signer, repeat.id) };
    return {
      kind: 'done',
      language,
      answer: await this.acceptance.answerAgain(form, { ...repeat, language }),
    };
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
    const signals: Signals = {
      isSigned: challenge !== null,
      isWorked: challenge !== null && isSolved(token, fields['solution']?.[0] ?? '', challenge.difficulty),
      secondsTaken: challenge === null ? null : (now.getTime() - challenge.startedAt.getTime()) / 1000,
      isBusyNetwork,
      isBusyForm: this.visitors.isBusy(form.id),
      hasLinksInNames: namesOf(form.definition, read).some(looksLikeLink),
      isDisposable: read.email !== null && isDisposableDomain(domainOf(read.email.address)),
    };
    return { language, identity, read, challenge: challenge?.id ?? null, ...scoreOf(signals) };
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

/**
 * To something that a submission on its way does not say. Whoever shares the visitor's network may post in their name: the mail that
 * is out already must not confirm what came after it, so that becomes a submission with a mail of its own.
 */
function agreesToMore({ consents }: ReadAnswers, { status, consents: known }: StoredSubmission): boolean {
  const isKnown = (topicId: string, text: string): boolean =>
    known.some((consent) => consent.topicId === topicId && consent.text === text);
  return status !== 'held' && consents.some(({ topicId, text }) => !isKnown(topicId, text));
}

function isFilled(posted: PostedFields): boolean {
  return (posted[HONEYPOT]?.[0] ?? '').trim() !== '';
}

function withoutChallenge(examined: Examined): Examined {
  const score = Math.max(0, examined.score - 60);
  return { ...examined, challenge: null, score, reasons: [...examined.reasons, 'challenge-reused'] };
}

function namesOf({ fields }: FormDefinition, { answers }: ReadAnswers): string[] {
  const names = fields.filter(({ to }) => to === 'firstName' || to === 'lastName' || to === 'company');
  return names.flatMap(({ name }) => (typeof answers[name] === 'string' ? [answers[name]] : []));
}
