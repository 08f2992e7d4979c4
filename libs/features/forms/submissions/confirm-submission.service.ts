import { Injectable } from '@nestjs/common';
import type { Brand } from '@features/templates';
import { Database } from '@platform/database';
import { TokenSigner } from '@platform/tokens';
import { textIn } from '../definition/form-definition';
import { ConfirmSteps } from './confirm-steps.service';
import { FormPages } from './form-pages.service';
import { CONFIRM_DAYS, submissionOf } from './form-tokens';
import type { Answered, StoredSubmission, Visitor } from './submission';
import { SubmissionsRepository } from './submissions.repository';

/** What the page behind a confirmation link shows. */
export interface Confirmation {
  owner: { name: string; brand: Brand | null };
  language: string;
  /** What visitors know the form by: its title, else its name. */
  formTitle: string;
  /** Where the form's settings lead afterwards. */
  redirectsTo: string | null;
  /** Null until it is confirmed. */
  answer: Answered | null;
}

const DAY_MS = 24 * 3600_000;

/** The second leg of a double opt-in. */
@Injectable()
export class ConfirmSubmission {
  constructor(
    private readonly database: Database,
    private readonly submissions: SubmissionsRepository,
    private readonly steps: ConfirmSteps,
    private readonly pages: FormPages,
    private readonly signer: TokenSigner,
  ) {}

  /** Changes nothing. Null for a link that is none, is too old, or whose person was erased. */
  async describe(token: string, now = new Date()): Promise<Confirmation | null> {
    const submission = await this.open(token, now);
    return submission && this.page(submission, null);
  }

  /** Confirms; again is harmless, and shows the same. Null as with `describe`. */
  async confirm(token: string, visitor: Visitor, now = new Date()): Promise<Confirmation | null> {
    if ((await this.open(token, now)) === null) return null;
    const id = submissionOf(this.signer, 'form-confirm', token) ?? '';
    return this.database.transaction(async () => {
      const submission = await this.submissions.findForUpdate(id);
      if (submission === null) return null;
      const form = await this.pages.formOf(submission);
      if (form === null) return null;
      const answer = await this.steps.confirm(form, submission, { visitor, now });
      return this.page(submission, answer);
    });
  }

  private async open(token: string, now: Date): Promise<StoredSubmission | null> {
    const id = submissionOf(this.signer, 'form-confirm', token);
    const submission = id === null ? null : await this.submissions.find(id);
    if (submission === null || submission.email === null) return null;
    if (submission.status !== 'pending' && submission.status !== 'confirmed') return null;
    return now.getTime() - submission.createdAt.getTime() > CONFIRM_DAYS * DAY_MS ? null : submission;
  }

  private async page(submission: StoredSubmission, answer: Answered | null): Promise<Confirmation | null> {
    const form = await this.pages.formOf(submission);
    if (form === null) return null;
    const { texts, languages, after } = form.definition;
    return {
      owner: await this.pages.ownerOf(submission.workspaceId),
      language: submission.language,
      formTitle: textIn(texts.title, submission.language, languages) || form.name,
      redirectsTo: after.kind === 'redirect' ? after.url : null,
      answer,
    };
  }
}
