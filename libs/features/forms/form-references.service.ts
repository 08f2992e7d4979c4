import { Injectable } from '@nestjs/common';
import { TopicsService } from '@features/consent';
import { ContactFieldCatalogue } from '@features/contacts';
import type { DefinitionScope } from './definition/read-definition';
import { SubmissionListRepository } from './submissions/submission-list.repository';

/** What definitions may name, and what depends on them. */
@Injectable()
export class FormReferences {
  constructor(
    private readonly catalogue: ContactFieldCatalogue,
    private readonly topics: TopicsService,
    private readonly submissions: SubmissionListRepository,
  ) {}

  async scopeOf(workspaceId: string): Promise<DefinitionScope> {
    const [catalogue, topics] = await Promise.all([
      this.catalogue.list(workspaceId),
      this.topics.list(workspaceId),
    ]);
    return { catalogue, topicIds: new Set(topics.map(({ id }) => id)) };
  }

  async countSubmissions(workspaceId: string, formId: string): Promise<number> {
    return this.submissions.count(workspaceId, formId);
  }
}
