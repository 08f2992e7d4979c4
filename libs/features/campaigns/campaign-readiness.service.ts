import { Injectable } from '@nestjs/common';
import { WorkspacesService } from '@features/accounts';
import { TopicsService } from '@features/consent';
import type { FieldError } from '@platform/errors';
import { AbTestChecks } from './ab-test/ab-test-checks.service';
import { AudienceService } from './audience.service';
import type { Campaign } from './campaign';
import { ContentReadiness } from './preflight/content-readiness.service';

/** Tells everything that keeps a campaign from being scheduled, so that nobody has to find out one by one. */
@Injectable()
export class CampaignReadiness {
  constructor(
    private readonly audience: AudienceService,
    private readonly workspaces: WorkspacesService,
    private readonly topics: TopicsService,
    private readonly abTests: AbTestChecks,
    private readonly content: ContentReadiness,
  ) {}

  /** Empty when the campaign may be scheduled. Law and mailbox providers demand some of these. */
  async problems(campaign: Campaign): Promise<FieldError[]> {
    const problems = await this.settingsProblems(campaign);
    // The content is only looked at when the rest is in order: that is where a missing postal address is told.
    return problems.length > 0 ? problems : this.content.problems(campaign);
  }

  /** What is not chosen or not in order, apart from what the message says. */
  async settingsProblems(campaign: Campaign): Promise<FieldError[]> {
    const problems: FieldError[] = [];
    const need = (present: unknown, pointer: string, message: string): void => {
      if (!present) problems.push({ pointer, code: 'campaign.incomplete', message });
    };
    need(campaign.topicId, '/topicId', 'Choose the topic that its readers subscribed to.');
    need(campaign.senderId, '/senderId', 'Choose a sender.');
    need(campaign.templateId, '/templateId', 'Choose a template.');
    need(campaign.audience.include.length, '/audience/include', 'Choose at least one segment to send to.');
    if (campaign.topicId) {
      const topic = await this.topics.get(campaign.workspaceId, campaign.topicId);
      need(
        topic.archivedAt === null,
        '/topicId',
        `The topic "${topic.name}" is archived; choose another one.`,
      );
    }
    const workspace = await this.workspaces.get(campaign.workspaceId);
    need(
      workspace.postalAddress.trim(),
      '/workspace/postalAddress',
      'Enter the postal address of the workspace; every marketing mail must carry it.',
    );
    return [
      ...problems,
      ...(await this.audience.problems(campaign.workspaceId, campaign.audience)),
      ...(await this.abTests.obstacles(campaign)),
    ];
  }
}
