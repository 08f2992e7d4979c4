import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { JobQueue } from '@platform/queue';
import { refreshWorkspaceValuesJob } from './computed-values.jobs';
import { ComputedValuesRepository } from './computed-values.repository';

/** Queues refreshes of whole workspaces. */
@Injectable()
export class ValueRefreshQueue {
  constructor(
    private readonly database: Database,
    private readonly values: ComputedValuesRepository,
    private readonly jobs: JobQueue,
  ) {}

  /** Every workspace whose night it is, or for which somebody asked. */
  async plan(now = new Date()): Promise<void> {
    const workspaces = await this.values.workspacesToRefresh(now);
    await this.jobs.enqueueMany(
      refreshWorkspaceValuesJob,
      workspaces.map((workspaceId) => ({ workspaceId })),
    );
  }

  /** Asks for a refresh of one workspace as soon as the worker gets to it. */
  async request(workspaceId: string, now = new Date()): Promise<void> {
    await this.database.transaction(async () => {
      await this.values.request(workspaceId, now);
      await this.database.afterCommit(() => this.jobs.enqueue(refreshWorkspaceValuesJob, { workspaceId }));
    });
  }
}
