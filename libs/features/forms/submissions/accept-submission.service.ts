import { Injectable } from '@nestjs/common';
import { ConfirmationService, type AddressStanding, type Agreement } from '@features/consent';
import type { FormDefinition } from '../definition/form-definition';
import type { PublishedForm } from '../form';
import { AfterSubmit } from './after-submit.service';
import { FormContacts, type ContactAnswers } from './form-contacts.service';
import { SubmissionFollowUps, type OfContact } from './submission-follow-ups.service';
import type { Answered, StoredSubmission } from './submission';

/** A form as it was when somebody filled it in. */
export type FormOfSubmission = Pick<PublishedForm, 'id' | 'workspaceId' | 'name' | 'slug'> & {
  definition: FormDefinition;
};

/** What a submission says, stored or not yet. `contactId`: the contact that a signed link names. */
export type Said = Pick<
  StoredSubmission,
  'contactId' | 'email' | 'emailKey' | 'answers' | 'consents' | 'language'
>;

/** What becomes of a submission. */
export interface Decision {
  status: 'pending' | 'accepted';
  contactId: string | null;
  /** Erased, bounced, complained, blocked: stored and answered like any other, and nothing is done or sent. */
  isBlocked: boolean;
  /** `link`: a signed link said who it is; `known`: the workspace knew the address; else `new`. */
  came: 'link' | 'known' | 'new';
}

/**
 * Acts on submissions of one form, in the transaction that stores them: contacts, consent, events and mails, all of it for many at
 * once. What one statement costs is shared by everybody, and whose address is known is not answered sooner or later.
 */
@Injectable()
export class AcceptSubmission {
  constructor(
    private readonly contacts: FormContacts,
    private readonly confirmations: ConfirmationService,
    private readonly followUps: SubmissionFollowUps,
    private readonly after: AfterSubmit,
  ) {}

  /** Finds or makes the contacts, and says what the rows are to be, in their order. Needs an open transaction. */
  async decide(form: FormOfSubmission, submissions: readonly Said[]): Promise<Decision[]> {
    const { workspaceId, definition } = form;
    const addressed = submissions.filter(isByAddress);
    const standings = await this.confirmations.standings(
      workspaceId,
      addressed.map(({ emailKey, consents }) => ({
        emailKey,
        topicIds: consents.map(({ topicId }) => topicId),
      })),
    );
    // Only an asset's link that is shown at once needs somebody to belong to, so that the answer is the same for everybody.
    const showsLink = !definition.doubleOptIn && definition.after.kind === 'asset';
    const newcomers = addressed.filter((_, index) => {
      const standing = standings[index]!;
      return standing.contactId === null && (showsLink || !isBlocked(standing));
    });
    const ids = await this.contacts.ensure(
      workspaceId,
      newcomers.map((said) => givenBy(form, said, said.email)),
    );
    const made = new Map<Said, string | undefined>(newcomers.map((said, index) => [said, ids[index]]));
    const standingOf = new Map<Said, AddressStanding | undefined>(
      addressed.map((said, index) => [said, standings[index]]),
    );
    return submissions.map((said) => {
      const standing = standingOf.get(said);
      if (standing === undefined)
        return { status: 'accepted', contactId: said.contactId, isBlocked: false, came: 'link' };
      const needsProof = definition.doubleOptIn || standing.hasLeft || standing.suppression !== null;
      return {
        status: needsProof ? 'pending' : 'accepted',
        contactId: standing.contactId ?? made.get(said) ?? null,
        isBlocked: isBlocked(standing),
        came: standing.contactId === null ? 'new' : 'known',
      };
    });
  }

  /** Does what was decided, once the rows are stored; the answers, in their order. */
  async act(
    form: FormOfSubmission,
    submissions: readonly StoredSubmission[],
    decisions: readonly Decision[],
  ): Promise<Answered[]> {
    const counting = submissions.flatMap((submission, index): (OfContact & Pick<Decision, 'came'>)[] => {
      const { isBlocked, came } = decisions[index]!;
      const { contactId } = submission;
      return isBlocked || contactId === null ? [] : [{ ...submission, contactId, came }];
    });
    for (const one of counting) await this.bringAnswers(form, one);
    await this.agree(form, counting);
    await this.followUps.submitted(form, counting);
    const answers: Answered[] = [];
    for (const [index, submission] of submissions.entries()) {
      const isPending = form.definition.doubleOptIn && decisions[index]?.came !== 'link';
      answers.push(
        isPending
          ? this.after.pending(form.definition, submission.language)
          : await this.after.answer(form.definition, submission, submission.contactId),
      );
    }
    return answers;
  }

  /** The answer to somebody who sends the same again, or presses the button twice. */
  async answerAgain(form: FormOfSubmission, submission: StoredSubmission): Promise<Answered> {
    if (form.definition.doubleOptIn && submission.email !== null)
      return this.after.pending(form.definition, submission.language);
    return this.after.answer(form.definition, submission, submission.contactId);
  }

  /** What programs are told that fell into the trap: the usual. */
  async pretend({ id, workspaceId, definition }: FormOfSubmission, language: string): Promise<Answered> {
    return definition.doubleOptIn
      ? this.after.pending(definition, language)
      : this.after.answer(definition, { id: '', workspaceId, formId: id, language }, null);
  }

  /** To contacts that were there before; new ones were made with them. */
  private async bringAnswers(
    form: FormOfSubmission,
    submission: OfContact & Pick<Decision, 'came'>,
  ): Promise<void> {
    const { workspaceId } = form;
    const { contactId, came, status } = submission;
    if (came === 'link') {
      const email = await this.contacts.emailOf(workspaceId, contactId);
      await this.contacts.prove(workspaceId, givenBy(form, submission, email));
    } else if (came === 'known' && status === 'accepted')
      await this.contacts.fill(workspaceId, givenBy(form, submission, submission.email ?? ''), contactId);
  }

  private async agree(form: FormOfSubmission, submissions: readonly OfContact[]): Promise<void> {
    const agreementsOf = (status: Decision['status']): Agreement[] =>
      submissions
        .filter((submission) => submission.status === status)
        .map((submission) => ({
          contactId: submission.contactId,
          agreed: submission.consents,
          evidence: evidenceOf(form, submission),
        }));
    await this.confirmations.subscribe(form.workspaceId, agreementsOf('accepted'), 'subscribed');
    await this.confirmations.request(form.workspaceId, agreementsOf('pending'));
  }
}

function isByAddress(said: Said): said is Said & { email: string; emailKey: string } {
  return said.contactId === null && said.email !== null && said.emailKey !== null;
}

function isBlocked({ suppression }: AddressStanding): boolean {
  return suppression !== null && suppression !== 'unsubscribed';
}

export function givenBy(form: FormOfSubmission, submission: Said, email: string): ContactAnswers {
  const { definition, name } = form;
  return { definition, formName: name, email, answers: submission.answers, language: submission.language };
}

export function evidenceOf(form: FormOfSubmission, submission: StoredSubmission) {
  return {
    method: 'form',
    occurredAt: submission.createdAt,
    ip: submission.ip,
    userAgent: submission.userAgent,
    language: submission.language,
    details: { form: form.id, formName: form.name, version: submission.version, submission: submission.id },
  };
}
