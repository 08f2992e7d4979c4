import { Injectable } from '@nestjs/common';
import { AssetsService } from '@features/assets';
import { TopicsService } from '@features/consent';
import { ContactFieldCatalogue } from '@features/contacts';
import { WebhookUrls } from '@features/webhooks';
import { DomainError, invalidField } from '@platform/errors';
import type { FormDefinition } from './definition/form-definition';
import type { DefinitionScope } from './definition/read-definition';
import { SubmissionListRepository } from './submissions/submission-list.repository';

/** What definitions may name, and what depends on them. */
@Injectable()
export class FormReferences {
  constructor(
    private readonly catalogue: ContactFieldCatalogue,
    private readonly topics: TopicsService,
    private readonly submissions: SubmissionListRepository,
    private readonly assets: AssetsService,
    private readonly urls: WebhookUrls,
  ) {}

  async scopeOf(workspaceId: string): Promise<DefinitionScope> {
    const [catalogue, topics] = await Promise.all([
      this.catalogue.list(workspaceId),
      this.topics.list(workspaceId),
    ]);
    return { catalogue, topicIds: new Set(topics.map(({ id }) => id)) };
  }

  /** @throws DomainError `form.invalid`, `webhook.url-invalid` */
  async assertUsable(workspaceId: string, { assetId, webhookUrl }: FormDefinition): Promise<void> {
    if (webhookUrl !== null) this.urls.check('/definition/webhookUrl', webhookUrl);
    if (assetId === null) return;
    try {
      await this.assets.get(workspaceId, assetId);
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'not-found') throw error;
      throw invalidField('/definition/assetId', 'form.invalid', 'assetId must be an asset of the workspace.');
    }
  }

  async countSubmissions(workspaceId: string, formId: string): Promise<number> {
    return this.submissions.count(workspaceId, formId);
  }
}
