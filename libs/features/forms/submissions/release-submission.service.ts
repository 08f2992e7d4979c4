import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { TokenSigner } from '@platform/tokens';
import type { PublishedForm } from '../form';
import { AcceptSubmission } from './accept-submission.service';
import { CHECK_HOURS, submissionOf } from './form-tokens';
import type { Answered } from './submission';
import { SubmissionsRepository } from './submissions.repository';

/** Lets a held submission go on: its visitor pressed the button on our page, as people do. */
@Injectable()
export class ReleaseSubmission {
  constructor(
    private readonly database: Database,
    private readonly submissions: SubmissionsRepository,
    private readonly acceptance: AcceptSubmission,
    private readonly signer: TokenSigner,
  ) {}

  /** Null for a link that is none, or too old. A repeat is harmless. */
  async release(
    form: PublishedForm,
    token: string,
    now: Date,
  ): Promise<{ language: string; answer: Answered } | null> {
    const submissionId = submissionOf(this.signer, 'form-check', token);
    if (submissionId === null) return null;
    return this.database.transaction(async () => {
      const row = await this.submissions.findForUpdate(submissionId);
      if (row === null || row.formId !== form.id || row.status === 'spam') return null;
      if (now.getTime() - row.createdAt.getTime() > CHECK_HOURS * 3600_000) return null;
      const { language } = row;
      if (row.status !== 'held') return { language, answer: await this.acceptance.answerAgain(form, row) };
      const [decision] = await this.acceptance.decide(form, [row]);
      const { status, contactId } = decision!;
      await this.submissions.settle(form.workspaceId, row.id, { status, contactId });
      const [answer] = await this.acceptance.act(form, [{ ...row, status, contactId }], [decision!]);
      return { language, answer: answer! };
    });
  }
}
