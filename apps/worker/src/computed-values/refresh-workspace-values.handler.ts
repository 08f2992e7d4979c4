import { Inject } from '@nestjs/common';
import {
  RefreshValuesService,
  refreshWorkspaceValuesJob,
  type RefreshWorkspaceValuesPayload,
} from '@features/computed-values';
import { LOGGER, type Logger } from '@platform/logging';
import { Handles, type JobHandler } from '@platform/queue';

@Handles(refreshWorkspaceValuesJob)
export class RefreshWorkspaceValuesHandler implements JobHandler<RefreshWorkspaceValuesPayload> {
  constructor(
    private readonly values: RefreshValuesService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async handle({ workspaceId }: RefreshWorkspaceValuesPayload): Promise<void> {
    const startedAt = performance.now();
    const refreshed = await this.values.refreshWorkspace(workspaceId);
    const tookMs = Math.round(performance.now() - startedAt);
    this.logger.info({ event: 'computed-values.refreshed', workspaceId, ...refreshed, tookMs });
  }
}
