import { Injectable } from '@nestjs/common';
import { ConfirmationService } from '@features/consent';
import { evidenceOf, givenBy, type FormOfSubmission } from './accept-submission.service';
import { AfterSubmit } from './after-submit.service';
import { FormContacts } from './form-contacts.service';
import type { Answered, StoredSubmission, Visitor } from './submission';
import { SubmissionFollowUps } from './submission-follow-ups.service';
import { SubmissionsRepository } from './submissions.repository';

/** Does what a confirmed submission promised. In the caller's transaction. */
@Injectable()
export class ConfirmSteps {
  constructor(
    private readonly submissions: SubmissionsRepository,
    private readonly contacts: FormContacts,
    private readonly confirmations: ConfirmationService,
    private readonly followUps: SubmissionFollowUps,
    private readonly after: AfterSubmit,
  ) {}

  async confirm(
    form: FormOfSubmission,
    submission: StoredSubmission,
    { visitor, now }: { visitor: Visitor; now: Date },
  ): Promise<Answered> {
    if (submission.status === 'confirmed')
      return this.after.answer(form.definition, submission, submission.contactId);
    const { workspaceId, consents } = submission;
    const contactId = await this.contacts.prove(
      workspaceId,
      givenBy(form, submission, submission.email ?? ''),
    );
    const evidence = evidenceOf(form, submission);
    const confirmation = {
      ...evidence,
      occurredAt: now,
      ip: visitor.ip,
      userAgent: visitor.userAgent,
      details: { ...evidence.details, requestedAt: submission.createdAt.toISOString() },
    };
    const agreement = { contactId, agreed: consents, evidence: confirmation };
    await this.confirmations.subscribe(workspaceId, [agreement], 'confirmed');
    await this.submissions.confirm(workspaceId, submission.id, { contactId, ...visitor });
    const confirmed = { ...submission, status: 'confirmed' as const, contactId };
    await this.followUps.confirmed(form, confirmed);
    return this.after.answer(form.definition, confirmed, contactId);
  }
}
