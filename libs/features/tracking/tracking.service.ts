import { isIP } from 'node:net';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { EventsService, type SystemEvent } from '@features/events';
import { Database } from '@platform/database';
import { LOGGER, type Logger } from '@platform/logging';
import type { Hit } from './hit';
import { HitBuffer } from './hit-buffer';
import { HitsRepository, type PersonalHit } from './hits.repository';
import { requestReasons, type RequestSigns } from './machine-detection';

/** What a request for a pixel or a link shows of its sender. */
export interface HitRequest extends RequestSigns {
  ip: string | null;
  /** Default: now. */
  occurredAt?: Date;
}

type RequestFacts = Pick<Hit, 'occurredAt' | 'reasons' | 'userAgent' | 'ip'>;

/** How often waiting hits are written. Together with SETTLE_MS this bounds what a crash loses: docs/tracking.md. */
export const WRITE_INTERVAL_MS = 250;
const WRITE_BATCH = 500;
/** After a failed write the next try waits longer, up to this. */
const MAX_PAUSE_MS = 10_000;

/**
 * Records opens and clicks. Recording never waits for the database and never throws: hits are kept in memory for a moment
 * and written in batches by a timer that only runs while something waits. A shutdown writes what is left.
 */
@Injectable()
export class TrackingService implements BeforeApplicationShutdown {
  private readonly buffer = new HitBuffer();
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();
  private failures = 0;
  private dropped = 0;

  constructor(
    private readonly database: Database,
    private readonly hits: HitsRepository,
    private readonly events: EventsService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  recordOpen(deliveryId: string, request: HitRequest): void {
    this.add({ kind: 'open', deliveryId, link: null, url: null, ...this.describe(request) });
  }

  /** `url` is the link's address in the template, so that no contact's values end up in statistics. */
  recordClick(click: { deliveryId: string; link: number; url: string }, request: HitRequest): void {
    this.add({ kind: 'click', ...click, ...this.describe(request) });
  }

  /** Writes what waits, clicks that have not settled included. Throws when that fails; the hits are kept. */
  async flush(): Promise<void> {
    await this.enqueueWrite(true);
    if (this.buffer.size > 0) throw new Error(`${this.buffer.size} opens and clicks could not be written.`);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
    await this.flush().catch((error: unknown) => {
      this.logger.error({ event: 'tracking.hits-lost', count: this.buffer.size, err: error });
    });
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private add(hit: Hit): void {
    if (!this.buffer.add(hit)) this.drop(1);
    this.schedule(WRITE_INTERVAL_MS);
  }

  private schedule(pauseMs: number): void {
    if (this.timer !== undefined) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.enqueueWrite(false);
    }, pauseMs);
    this.timer.unref();
  }

  /** One write at a time, in order. Never rejects. */
  private enqueueWrite(all: boolean): Promise<void> {
    this.writing = this.writing.then(() => this.writeReady(all));
    return this.writing;
  }

  private async writeReady(all: boolean): Promise<void> {
    for (;;) {
      const batch = this.buffer.take(this.database.clock.estimate().getTime(), WRITE_BATCH, all);
      if (batch.length === 0) break;
      try {
        await this.write(batch);
        this.failures = 0;
      } catch (error) {
        this.failures += 1;
        const dropped = this.buffer.putBack(batch);
        if (dropped > 0) this.drop(dropped);
        this.logger.warn({ event: 'tracking.hits-not-written', count: batch.length, err: error });
        break;
      }
    }
    const pauseMs = Math.min(WRITE_INTERVAL_MS * 2 ** this.failures, MAX_PAUSE_MS);
    if (this.buffer.size > 0) this.schedule(pauseMs);
  }

  private async write(batch: Hit[]): Promise<void> {
    await this.database.transaction(async () => {
      const byWorkspace = new Map<string, SystemEvent[]>();
      for (const written of await this.hits.write(batch)) {
        const hit = batch[written.index];
        if (hit === undefined || written.isMachine) continue;
        const events = byWorkspace.get(written.workspaceId) ?? [];
        events.push(toEvent(hit, written));
        byWorkspace.set(written.workspaceId, events);
      }
      for (const [workspaceId, events] of byWorkspace) await this.events.record(workspaceId, events);
    });
  }

  /** By the one clock: sequences and reports compare the time with that of the hand-over, which another machine wrote. */
  private describe({ method, userAgent, purpose, ip, occurredAt }: HitRequest): RequestFacts {
    return {
      occurredAt: occurredAt ?? this.database.clock.estimate(),
      reasons: requestReasons({ method, userAgent, purpose }),
      // Header values are Latin-1; PostgreSQL takes no NUL and logs need no other control characters.
      // eslint-disable-next-line no-control-regex
      userAgent: userAgent.replace(/[\u0000-\u001f\u007f]/g, '').slice(0, 500),
      // Zone ids (fe80::1%eth0) are no part of an address that PostgreSQL takes.
      ip: ip !== null && isIP(ip) !== 0 && !ip.includes('%') ? ip : null,
    };
  }

  private drop(count: number): void {
    this.dropped += count;
    this.logger.error({ event: 'tracking.hits-dropped', count, total: this.dropped });
  }
}

function toEvent(hit: Hit, of: PersonalHit): SystemEvent {
  const origin = of.messageId === null ? { campaign: of.campaignId } : { message: of.messageId };
  const about = { ...origin, delivery: hit.deliveryId };
  return {
    contactId: of.contactId,
    name: hit.kind === 'open' ? 'email.opened' : 'email.clicked',
    properties: hit.kind === 'open' ? about : { ...about, link: hit.link, url: hit.url },
    occurredAt: hit.occurredAt,
  };
}
