import { Injectable } from '@nestjs/common';
import { AssetLinks } from '@features/assets';
import { DomainError } from '@platform/errors';
import { textIn, type FormDefinition } from '../definition/form-definition';
import { wordsOf } from '../words/form-words';
import type { Answered, StoredSubmission } from './submission';

/** What the form's settings promise once a submission counts. Nothing of it comes from the request. */
@Injectable()
export class AfterSubmit {
  constructor(private readonly assets: AssetLinks) {}

  /** `contactId` null: nobody that a link could be made for; the visitor sees the same but for the link. */
  async answer(
    definition: FormDefinition,
    submission: Pick<StoredSubmission, 'id' | 'workspaceId' | 'formId' | 'language'>,
    contactId: string | null,
  ): Promise<Answered> {
    const { after, texts, languages } = definition;
    const downloadUrl =
      after.kind === 'asset' ? await this.downloadUrl(definition, submission, contactId) : null;
    const { thanks, downloadReady } = wordsOf(submission.language);
    return {
      message:
        textIn(texts.thanks, submission.language, languages) ||
        (downloadUrl === null ? thanks : downloadReady),
      redirectUrl: after.kind === 'redirect' ? after.url : null,
      downloadUrl,
    };
  }

  /** While the confirmation is waited for: the same for every address, known or not. */
  pending({ texts, languages }: FormDefinition, language: string): Answered {
    const message = textIn(texts.checkInbox, language, languages) || wordsOf(language).checkInbox;
    return { message, redirectUrl: null, downloadUrl: null };
  }

  private async downloadUrl(
    { assetId }: FormDefinition,
    { id, workspaceId, formId }: Pick<StoredSubmission, 'id' | 'workspaceId' | 'formId'>,
    contactId: string | null,
  ): Promise<string | null> {
    if (assetId === null || contactId === null) return null;
    try {
      const source = { formId, submissionId: id };
      return (await this.assets.issue(workspaceId, { assetId, contactId, source })).url;
    } catch (error) {
      // Archived or deleted since: the rest of the answer still stands.
      if (error instanceof DomainError) return null;
      throw error;
    }
  }
}
