import { Injectable } from '@nestjs/common';
import { Database, isStatementTimeout } from '@platform/database';
import { AudienceService } from '../audience.service';
import type { Campaign } from '../campaign';
import { localTimesTimeout } from '../campaigns.errors';
import {
  firstMoment,
  localTimesFrom,
  localTimesOf,
  readLocalTime,
  type LocalTimes,
  type ZoneInstant,
} from './local-time';
import { FIRST_AUDIENCE_PARAM, LocalTimesRepository } from './local-times.repository';

/** Somebody waits for the answer. */
const TIMEOUT_MS = 30_000;
const MEMORY = { workMemMb: 128, statementMemoryMb: 1024 };

/** Campaigns looked after per sweep. */
const LIMIT = 1_000;

/** What a time of day means around the world. */
@Injectable()
export class LocalTimesService {
  constructor(
    private readonly database: Database,
    private readonly audience: AudienceService,
    private readonly repository: LocalTimesRepository,
  ) {}

  /**
   * When whom a campaign would reach: of its audience as it is now, or as it was fixed. Without a `wanted` time for the one that
   * it is scheduled for. Throws `campaign.invalid-local-time` where there is none, `campaign.local-times-timeout` and, for an
   * audience that cannot be read, the error of its segment.
   */
  async of(campaign: Campaign, wanted?: string, now = new Date()): Promise<LocalTimes> {
    if (campaign.resolvedAt !== null && campaign.localTime !== null) {
      const zones = await this.repository.findKept(campaign.workspaceId, campaign.id);
      return localTimesFrom(campaign.localTime, zones);
    }
    const localTime = readLocalTime(wanted ?? campaign.localTime ?? '');
    const counts = await this.count(campaign);
    const instants = await this.repository.instants(campaign.workspaceId, localTime, [...counts.keys()]);
    return localTimesOf(localTime, { instants, counts, now });
  }

  /** When the audience is to be fixed; null when the time is over everywhere. */
  async firstMoment(workspaceId: string, times: LocalTimes, now = new Date()): Promise<Date | null> {
    const everywhere = await this.everywhere(workspaceId, times.localTime);
    return firstMoment(times, { everywhere, now });
  }

  /** In the transaction that fixes the audience: keeps who gets the campaign where. Empty for campaigns at an instant. */
  async fix(campaign: Campaign, count: () => Promise<Map<string, number>>): Promise<ZoneInstant[]> {
    const { workspaceId, localTime } = campaign;
    if (localTime === null) return [];
    const counts = await count();
    const instants = await this.repository.instants(workspaceId, localTime, [...counts.keys()]);
    const { zones } = localTimesOf(localTime, { instants, counts, now: new Date() });
    await this.repository.keep(campaign, zones);
    return instants;
  }

  /**
   * Promises are kept earlier where a contact came, or moved, to a zone whose time comes before that of all others. Returns
   * how many were. For a sweep.
   */
  async bringForward(now = new Date()): Promise<number> {
    let moved = 0;
    for (const check of await this.repository.takeChecks(LIMIT)) {
      const everywhere = await this.everywhere(check.workspaceId, check.localTime);
      const nobody = localTimesFrom(check.localTime, []);
      const at = firstMoment(nobody, { everywhere, now });
      if (at && (await this.repository.bringForward(check, at))) moved += 1;
    }
    return moved;
  }

  private async everywhere(workspaceId: string, localTime: string): Promise<ZoneInstant[]> {
    const zones = await this.repository.zonesOfContacts(workspaceId);
    // The workspace's own too, so that there is one where there are no contacts.
    return this.repository.instants(workspaceId, localTime, [...new Set([...zones, ''])]);
  }

  private async count(campaign: Campaign): Promise<Map<string, number>> {
    const { workspaceId, topicId, audience } = campaign;
    if (topicId === null) return new Map();
    const compiled = await this.audience.compile(workspaceId, audience, FIRST_AUDIENCE_PARAM);
    const count = (): Promise<Map<string, number>> => this.repository.countAudience(campaign, compiled);
    return this.database
      .readOnly(TIMEOUT_MS, count, { turnOf: workspaceId, ...MEMORY })
      .catch((error: unknown) => {
        throw isStatementTimeout(error) ? localTimesTimeout(TIMEOUT_MS / 1000) : error;
      });
  }
}
