import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { ComputedValuesRepository, type Refreshed } from './computed-values.repository';

/** Contacts refreshed in one transaction. */
const BATCH = 5_000;
/** A call takes no more than so many batches of a workspace, so that others get their turn. */
const MAX_BATCHES = 20;

/** Keeps computed values current: everybody every night, and each contact soon after something happened. */
@Injectable()
export class RefreshValuesService {
  constructor(
    private readonly database: Database,
    private readonly values: ComputedValuesRepository,
  ) {}

  /** Works out everything about everybody in a workspace and moves the quintiles. Safe to repeat. */
  async refreshWorkspace(workspaceId: string, now = this.database.clock.estimate()): Promise<Refreshed> {
    await this.values.prepareRun(workspaceId);
    return this.database.transaction(async () => {
      if (!(await this.values.lockRun(workspaceId, true))) return { written: 0, removed: 0 };
      await this.values.setCuts(workspaceId, now);
      return this.values.refreshWorkspace(workspaceId, now);
    });
  }

  /** Refreshes the contacts that are due, of all workspaces that nobody else is refreshing. Returns how many. */
  async refreshDue(now = this.database.clock.estimate()): Promise<number> {
    let contacts = 0;
    for (const workspaceId of await this.values.workspacesWithDue(now)) {
      await this.values.prepareRun(workspaceId);
      for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
        const refreshed = await this.refreshBatch(workspaceId, now);
        contacts += refreshed;
        if (refreshed === 0) break;
      }
    }
    return contacts;
  }

  private async refreshBatch(workspaceId: string, now: Date): Promise<number> {
    return this.database.transaction(async () => {
      if (!(await this.values.lockRun(workspaceId, false))) return 0;
      const contactIds = await this.values.takeDue(workspaceId, now, BATCH);
      if (contactIds.length > 0) await this.values.refreshContacts(workspaceId, contactIds, now);
      return contactIds.length;
    });
  }
}
