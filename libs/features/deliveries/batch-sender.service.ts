import { setTimeout } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { LOGGER, type Logger } from '@platform/logging';
import { SmtpPool, type AssembledMessage, type SendResult } from '@platform/mail';
import { bounceClass } from './bounce-class';
import { DeliveriesRepository } from './deliveries.repository';
import type { ClaimedDelivery, DeliveryOutcome } from './delivery';
import { DeliveryBatchesRepository, type LeasedBatch } from './delivery-batches.repository';
import { nextAttemptAt, serverBackoffMs } from './retry-policy';

/** Turns claimed rows into messages ready for the wire, in the same order. Given by whoever owns the content. */
export interface MessageMaker {
  envelopeFrom: string;
  make(deliveries: ClaimedDelivery[]): Promise<AssembledMessage[]>;
}

export interface SendBatchRequest {
  campaignId: string;
  number: number;
  maker: MessageMaker;
  /** Aborts when the process wants to stop. */
  signal: AbortSignal;
}

/** How a run ended. `again` asks for the batch to be enqueued after so many milliseconds. */
export interface SendBatchResult {
  sent: number;
  done: boolean;
  again: { afterMs: number; tries: number } | null;
  /** What the mail server (not a recipient) said against going on, in plain words; null when it took what it got. */
  trouble: string | null;
}

interface Prepared {
  delivery: ClaimedDelivery;
  message: Extract<AssembledMessage, { ok: true }>;
}

interface Run {
  sent: number;
  backoffMs: number;
  trouble: string | null;
  failure: Error | null;
}

/** Rows claimed, made and sent together. Bounds what may become uncertain when a worker dies. */
const GROUP_SIZE = 50;

/**
 * Sends one batch: lease → claim a group → make its messages → mark `handed_over` → SMTP → write outcomes. While one
 * group is on the wire the next is claimed and made. A pause, a cancel, a lost lease or a stopping process take
 * effect before the next hand-over.
 */
@Injectable()
export class BatchSender {
  constructor(
    private readonly batches: DeliveryBatchesRepository,
    private readonly deliveries: DeliveriesRepository,
    private readonly smtp: SmtpPool,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async send(request: SendBatchRequest): Promise<SendBatchResult> {
    const batch = await this.batches.lease(request.campaignId, request.number);
    if (!batch) return { sent: 0, done: false, again: null, trouble: null };
    const run = await this.sendGroups(batch, request);
    const { done, dueInMs } = await this.batches.release(batch, run.backoffMs);
    if (run.failure) throw run.failure;
    const again = done ? null : { afterMs: dueInMs, tries: batch.tries };
    return { sent: run.sent, done, again, trouble: run.trouble };
  }

  /** Sends group after group until none is left or something says stop. Never throws: the batch must be released. */
  private async sendGroups(batch: LeasedBatch, request: SendBatchRequest): Promise<Run> {
    const run: Run = { sent: 0, backoffMs: 0, trouble: null, failure: null };
    let next = this.prepare(batch, request);
    try {
      for (let group = await next; group && !request.signal.aborted; group = await next) {
        next = this.prepare(batch, request);
        // Awaited below; marked as handled so that its failure never surfaces while this group is on the wire.
        next.catch(() => undefined);
        const result = await this.deliver(batch, group, request);
        run.sent += result.sent;
        run.trouble = result.trouble;
        if (result.trouble !== null) run.backoffMs = serverBackoffMs(batch.tries);
        if (!result.goOn) break;
      }
    } catch (error) {
      run.failure = error instanceof Error ? error : new Error(String(error));
    }
    // What was claimed ahead must be settled before the release puts claimed rows back.
    await next.catch(() => undefined);
    return run;
  }

  /** Claims and makes the next group; null when nothing is left to claim. */
  private async prepare(batch: LeasedBatch, request: SendBatchRequest): Promise<Prepared[] | null> {
    if (request.signal.aborted) return null;
    const { claimed, suppressed } = await this.deliveries.claim(batch, GROUP_SIZE);
    if (claimed.length === 0) return suppressed > 0 ? [] : null;
    const messages = await request.maker.make(claimed);
    const prepared: Prepared[] = [];
    const failures: { id: string; reason: string }[] = [];
    claimed.forEach((delivery, index) => {
      const message = messages[index];
      if (message?.ok) prepared.push({ delivery, message });
      else
        failures.push({
          id: delivery.id,
          reason: message?.error.message ?? 'The message could not be made.',
        });
    });
    if (failures.length > 0) await this.deliveries.refuseUnsendable(batch, failures);
    return prepared;
  }

  private async deliver(
    batch: LeasedBatch,
    group: Prepared[],
    request: SendBatchRequest,
  ): Promise<{ sent: number; goOn: boolean; trouble: string | null }> {
    if (group.length === 0) return { sent: 0, goOn: true, trouble: null };
    const allowed = await this.deliveries.handOver(
      batch,
      group.map((prepared) => prepared.delivery.id),
    );
    const sendable = group.filter((prepared) => allowed.has(prepared.delivery.id));
    const results = await Promise.all(
      sendable.map((prepared) => this.transmit(prepared, request.maker.envelopeFrom)),
    );
    const now = new Date();
    await this.record(
      results.map(({ id, result }) => toOutcome(id, result, { attempts: allowed.get(id) ?? 1, now })),
    );
    const trouble = results.find(({ result }) => isServerTrouble(result));
    if (trouble) {
      this.logger.warn({
        event: 'delivery.server-trouble',
        campaignId: batch.campaignId,
        result: trouble.result,
      });
    }
    return {
      sent: results.filter(({ result }) => result.outcome === 'accepted').length,
      goOn: allowed.size === group.length && !trouble,
      trouble: trouble ? sayTrouble(trouble.result) : null,
    };
  }

  /** An answer heard and not written would turn into "uncertain": a database that blinks gets a few chances. */
  private async record(outcomes: DeliveryOutcome[]): Promise<void> {
    for (const pauseMs of [100, 500, 2_000]) {
      try {
        return await this.deliveries.record(outcomes);
      } catch (error) {
        this.logger.warn({ event: 'delivery.outcomes-not-written', count: outcomes.length, err: error });
        await setTimeout(pauseMs);
      }
    }
    await this.deliveries.record(outcomes);
  }

  private async transmit(
    { delivery, message }: Prepared,
    from: string,
  ): Promise<{ id: string; result: SendResult }> {
    const result = await this.smtp.send({ from, to: delivery.email }, message);
    return { id: delivery.id, result };
  }
}

function sayTrouble(result: SendResult): string {
  return 'reply' in result ? result.reply : result.reason;
}

function isServerTrouble(result: SendResult): boolean {
  return result.outcome === 'not-sent' || (result.outcome === 'deferred' && result.scope === 'server');
}

function toOutcome(id: string, result: SendResult, at: { attempts: number; now: Date }): DeliveryOutcome {
  switch (result.outcome) {
    case 'accepted':
      return { id, status: 'accepted', reply: result.reply, replyCode: 250 };
    case 'refused':
      return {
        id,
        status: 'refused',
        reply: result.reply,
        replyCode: result.code,
        enhancedCode: result.enhanced ?? null,
        bounceClass: bounceClass(result),
      };
    case 'deferred':
      // Trouble of the server is nobody's attempt; trouble of this recipient is.
      return result.scope === 'server'
        ? { id, status: 'pending' }
        : {
            id,
            status: 'deferred',
            reply: result.reply,
            replyCode: result.code,
            enhancedCode: result.enhanced ?? null,
            nextAttemptAt: nextAttemptAt(at.attempts, at.now),
          };
    case 'uncertain':
      return { id, status: 'uncertain', reason: result.reason };
    case 'not-sent':
      return { id, status: 'pending' };
  }
}
