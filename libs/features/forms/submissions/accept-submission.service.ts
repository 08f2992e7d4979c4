import { Injectable } from '@nestjs/common';
import { ConfirmationService } from '@features/consent';
import type { FormDefinition } from '../definition/form-definition';
import type { PublishedForm } from '../form';
import { AfterSubmit } from './after-submit.service';
import { FormContacts, type ContactAnswers } from './form-contacts.service';
import { SubmissionFollowUps } from './submission-follow-ups.service';
import type { Answered, StoredSubmission } from './submission';
import { SubmissionsRepository } from './submissions.repository';

/** A form as it was when somebody filled it in. */
export type FormOfSubmission = Pick<PublishedForm, 'id' | 'workspaceId' | 'name' | 'slug'> & {
  definition: FormDefinition;
};

/** Acts on a stored submission: contact, consent, events and mails, all in the transaction that stored it. */
@Injectable()
export class AcceptSubmission {
  constructor(
    private readonly submissions: SubmissionsRepository,
    private readonly contacts: FormContacts,
    private readonly confirmations: ConfirmationService,
    private readonly followUps: SubmissionFollowUps,
    private readonly after: AfterSubmit,
  ) {}

  /** `identity`: the contact that a signed link names. Needs an open transaction. */
  async accept(
    form: FormOfSubmission,
    submission: StoredSubmission,
    identity: string | null,
  ): Promise<Answered> {
    if (identity !== null || submission.email === null || submission.emailKey === null) {
      return this.acceptIdentified(form, submission, identity);
    }
    const { workspaceId } = form;
    const topicIds = submission.consents.map(({ topicId }) => topicId);
    const address = { emailKey: submission.emailKey, topicIds };
    const standing = await this.confirmations.standing(workspaceId, address);
    // Erased, bounced, complained, blocked: stored and answered like any other, and nothing is done or sent.
    const isBlocked = standing.suppression !== null && standing.suppression !== 'unsubscribed';
    const needsProof = form.definition.doubleOptIn || standing.hasLeft || standing.suppression !== null;
    const given = givenBy(form, submission, submission.email);
    // Only an asset's link that is shown at once needs somebody to belong to, so that the answer is the same for everybody.
    const showsLink = !form.definition.doubleOptIn && form.definition.after.kind === 'asset';
    const contactId =
      isBlocked && !showsLink
        ? standing.contactId
        : await this.contacts.ensure(workspaceId, given, standing.contactId);
    const status = needsProof ? 'pending' : 'accepted';
    await this.submissions.settle(workspaceId, submission.id, { status, contactId });
    const settled: StoredSubmission = { ...submission, status, contactId };
    if (!isBlocked && contactId !== null) {
      if (!needsProof && standing.contactId !== null) await this.contacts.fill(workspaceId, given, contactId);
      await this.agree(form, settled, contactId);
      await this.followUps.submitted(form, settled, contactId);
    }
    return form.definition.doubleOptIn
      ? this.after.pending(form.definition, submission.language)
      : this.after.answer(form.definition, settled, contactId);
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

  /** By a signed link, or a survey that asks for no address. */
  private async acceptIdentified(
    form: FormOfSubmission,
    submission: StoredSubmission,
    contactId: string | null,
  ): Promise<Answered> {
    const { workspaceId } = form;
    await this.submissions.settle(workspaceId, submission.id, { status: 'accepted', contactId });
    const settled: StoredSubmission = { ...submission, status: 'accepted', contactId };
    if (contactId !== null) {
      const email = await this.contacts.emailOf(workspaceId, contactId);
      await this.contacts.prove(workspaceId, givenBy(form, submission, email));
      await this.agree(form, settled, contactId);
      await this.followUps.submitted(form, settled, contactId);
    }
    return this.after.answer(form.definition, settled, contactId);
  }

  private async agree(
    form: FormOfSubmission,
    submission: StoredSubmission,
    contactId: string,
  ): Promise<void> {
    const person = {
      contactId,
      agreed: submission.consents.map(({ topicId, text }) => ({ topicId, text })),
    };
    const evidence = evidenceOf(form, submission);
    if (submission.status === 'accepted')
      await this.confirmations.subscribe(form.workspaceId, { ...person, action: 'subscribed' }, evidence);
    else await this.confirmations.request(form.workspaceId, person, evidence);
  }
}

export function givenBy(form: FormOfSubmission, submission: StoredSubmission, email: string): ContactAnswers {
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
