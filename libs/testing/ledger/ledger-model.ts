import { AudienceChunksRepository } from '@features/campaigns';
import { ContactErasureRepository } from '@features/contacts';
import {
  type BatchLease,
  DeliveriesRepository,
  DeliveryBatchesRepository,
  type DeliveryOutcome,
  type DeliveryStatus,
} from '@features/deliveries';
import type { Database } from '@platform/database';
import type { LedgerWorld } from './ledger-world';

/** What a mail server may do with a message: take it and say so, take it and lose the answer, or not take it. */
export const FATES = ['accepted', 'answer-lost', 'refused', 'deferred', 'not-sent'] as const;
export type Fate = (typeof FATES)[number];

interface SimulatedWorker {
  lease: BatchLease | null;
  claimed: string[];
  heard: DeliveryOutcome[];
}

/**
 * Workers and a mail server, played by hand on the real repositories: each step does what one line of `DeliverySender` does,
 * so that a test may stop, repeat or interleave them anywhere. `received` counts what the server really took.
 */
export class LedgerModel {
  readonly received = new Map<string, number>();
  private readonly workers: SimulatedWorker[] = [0, 1, 2].map(() => ({
    lease: null,
    claimed: [],
    heard: [],
  }));
  private readonly deliveries: DeliveriesRepository;
  private readonly batches: DeliveryBatchesRepository;
  private readonly chunks: AudienceChunksRepository;

  constructor(
    private readonly database: Database,
    readonly world: LedgerWorld,
  ) {
    this.deliveries = new DeliveriesRepository(database);
    this.batches = new DeliveryBatchesRepository(database, this.deliveries);
    this.chunks = new AudienceChunksRepository(database, new ContactErasureRepository(database));
  }

  /** Somebody writes the deliveries of a chunk, or dies just before the commit. */
  async expand(end: 'first' | 'last', { crashes = false } = {}): Promise<void> {
    const { campaignId, batchNumbers, batchSize: size } = this.world;
    const writing = this.database.transaction(async () => {
      const chunk = await this.chunks.take(campaignId, end);
      if (!chunk) return [];
      await this.chunks.write(chunk);
      const batches = await this.batches.create({ ...chunk, size });
      if (crashes) throw new WorkerDied();
      return batches;
    });
    const batches = await writing.catch((error: unknown) => {
      if (error instanceof WorkerDied) return [];
      throw error;
    });
    batchNumbers.push(...batches.map(({ number }) => number));
  }

  async lease(who: number, batch: number): Promise<void> {
    const { batchNumbers, campaignId } = this.world;
    const number = batchNumbers[batch % batchNumbers.length] ?? 1;
    const lease = await this.batches.lease(campaignId, number);
    if (lease) this.workers[who] = { lease, claimed: [], heard: [] };
  }

  async claim(who: number, limit: number): Promise<void> {
    const worker = this.worker(who);
    if (!worker.lease) return;
    const { claimed } = await worker.lease.claim(limit, []);
    worker.claimed.push(...claimed.map((row) => row.id));
  }

  /** Marks what was claimed as handed over and lets the server decide; answers wait until `record`. */
  async handOver(who: number, fates: readonly Fate[]): Promise<void> {
    const worker = this.worker(who);
    if (!worker.lease || worker.claimed.length === 0) return;
    const allowed = await worker.lease.handOver(worker.claimed);
    [...allowed.keys()].forEach((id, index) => {
      const fate = fates[index % fates.length] ?? 'accepted';
      if (fate === 'accepted' || fate === 'answer-lost')
        this.received.set(id, (this.received.get(id) ?? 0) + 1);
      worker.heard.push(outcomeOf(id, fate));
    });
    worker.claimed = [];
  }

  async record(who: number): Promise<void> {
    const worker = this.worker(who);
    await worker.lease?.record(worker.heard);
    worker.heard = [];
  }

  /** A worker that comes to the end writes what it heard and gives the batch back. */
  async finish(who: number): Promise<void> {
    const worker = this.worker(who);
    await this.record(who);
    await worker.lease?.release(0);
    this.crash(who);
  }

  /** The process is gone, with all it knew. */
  crash(who: number): void {
    this.workers[who] = { lease: null, claimed: [], heard: [] };
  }

  /** All leases run out; their workers may still be alive and late. */
  async expireLeases(): Promise<void> {
    await this.database.execute(
      `UPDATE delivery_batches SET leased_until = now() - interval '1 second'
       WHERE campaign_id = $1 AND leased_until IS NOT NULL`,
      [this.world.campaignId],
    );
  }

  async pause(): Promise<void> {
    await this.move('sending', 'paused');
  }

  async resume(): Promise<void> {
    await this.move('paused', 'sending');
  }

  /** As in the product: what waits is cancelled after the commit, when a worker may still have something in hand. */
  async cancel(): Promise<void> {
    if ((await this.move('sending', 'cancelled')) + (await this.move('paused', 'cancelled')) > 0)
      await this.sweep();
  }

  async sweep(): Promise<void> {
    await this.batches.settleAbandoned(100);
  }

  /** What is deferred becomes due. */
  async passTime(): Promise<void> {
    await this.database.execute(
      `UPDATE deliveries SET next_attempt_at = now() WHERE campaign_id = $1 AND next_attempt_at IS NOT NULL`,
      [this.world.campaignId],
    );
    await this.database.execute(
      `UPDATE delivery_batches SET due_at = now() WHERE campaign_id = $1 AND status = 'open'`,
      [this.world.campaignId],
    );
  }

  /** Everybody in the audience, also those who are not yet written. */
  async rows(): Promise<LedgerRow[]> {
    return this.database.query<LedgerRow>(
      `SELECT d.id, d.contact_id AS "contactId", d.status, b.status AS batch, d.next_attempt_at IS NOT NULL AS "willRetry"
       FROM deliveries d JOIN delivery_batches b ON b.campaign_id = d.campaign_id AND d.seq BETWEEN b.first_seq AND b.last_seq
       WHERE d.campaign_id = $1
       UNION ALL SELECT NULL, unnest(contact_ids), 'pending', 'open', false FROM audience_chunks WHERE campaign_id = $1`,
      [this.world.campaignId],
    );
  }

  /** Every worker dies, and the survivors of the sweep write and send what is left until nothing is open. */
  async drain(): Promise<void> {
    for (const who of this.workers.keys()) this.crash(who);
    await this.resume();
    while ((await this.chunks.findUnwritten()).includes(this.world.campaignId)) await this.expand('first');
    for (let round = 0; round < 20; round += 1) {
      await this.expireLeases();
      await this.passTime();
      await this.sweep();
      const due = await this.batches.findDue(100, this.world.campaignId);
      if (due.length === 0) return;
      for (const batch of due) {
        await this.lease(0, this.world.batchNumbers.indexOf(batch.number));
        await this.claim(0, 1000);
        await this.handOver(0, ['accepted']);
        await this.finish(0);
      }
    }
    throw new Error('batches stay open for ever');
  }

  private worker(who: number): SimulatedWorker {
    const worker = this.workers[who];
    if (!worker) throw new Error(`there is no worker ${who}`);
    return worker;
  }

  private async move(from: string, to: string): Promise<number> {
    return this.database.execute('UPDATE campaigns SET status = $3 WHERE id = $1 AND status = $2', [
      this.world.campaignId,
      from,
      to,
    ]);
  }
}

class WorkerDied extends Error {}

export interface LedgerRow {
  /** Null as long as the row is not written. */
  id: string | null;
  contactId: string;
  status: DeliveryStatus;
  batch: 'open' | 'done';
  willRetry: boolean;
}

function outcomeOf(id: string, fate: Fate): DeliveryOutcome {
  const said = { reply: null, enhancedCode: null };
  switch (fate) {
    case 'accepted':
      return { id, status: 'accepted', reply: '250 ok', replyCode: 250 };
    case 'answer-lost':
      return { id, status: 'uncertain', reason: 'The connection broke before the answer.' };
    case 'refused':
      return { id, status: 'refused', replyCode: 554, bounceClass: 'block', ...said };
    case 'deferred':
      return {
        id,
        status: 'deferred',
        replyCode: 450,
        nextAttemptAt: new Date(Date.now() + 60_000),
        ...said,
      };
    case 'not-sent':
      return { id, status: 'pending' };
  }
}
