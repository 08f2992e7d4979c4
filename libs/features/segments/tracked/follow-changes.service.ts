import { Injectable } from '@nestjs/common';
import { ChangedContactsRepository } from './changed-contacts.repository';
import { MembershipUpkeep, type UpkeepStep } from './membership-upkeep.service';
import { SegmentTrackingRepository } from './segment-tracking.repository';

/** Finds the workspaces whose memberships have to be looked at, and looks at them in turns. */
@Injectable()
export class FollowChanges {
  constructor(
    private readonly tracking: SegmentTrackingRepository,
    private readonly upkeep: MembershipUpkeep,
    private readonly changed: ChangedContactsRepository,
  ) {}

  /**
   * Works until nothing is left to do or `signal` aborts; one slice per workspace and round, so that an import into one
   * does not keep the others waiting. A workspace in which something fails does not either: the errors are thrown
   * together at the end. Returns what routine checks found.
   */
  async run(signal: AbortSignal, now?: Date): Promise<UpkeepStep['drift']> {
    const drift: UpkeepStep['drift'] = [];
    const failures = new Map<string, unknown>();
    for (let isMore = true; isMore && !signal.aborted;) {
      isMore = false;
      for (const workspaceId of await this.tracking.workspacesWithWork(now)) {
        if (signal.aborted || failures.has(workspaceId)) continue;
        try {
          const step = await this.upkeep.step(workspaceId, now);
          drift.push(...step.drift);
          isMore ||= step.isMore;
        } catch (error) {
          failures.set(workspaceId, error);
        }
      }
    }
    if (failures.size > 0)
      throw new AggregateError(
        failures.values(),
        `Memberships of ${failures.size} workspaces could not be followed.`,
      );
    return drift;
  }

  /** Forgets marks of workspaces that track nothing any more; for the housekeeping. */
  async forgetStray(): Promise<{ strayMarks: number }> {
    return { strayMarks: await this.changed.forgetStray() };
  }
}
