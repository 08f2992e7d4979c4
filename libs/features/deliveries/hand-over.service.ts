import { setTimeout } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { SendingGate } from '@features/sending-limits';
import { MailServers, type MailServer } from '@features/smtp-servers';
import { LOGGER, type Logger } from '@platform/logging';
import type { SendResult } from '@platform/mail';
import type { DeliveryOutcome } from './delivery';
import type { DeliveryLease } from './delivery-lease';
import { toOutcome } from './delivery-outcome';
import { LeaseWatch } from './lease-watch';
import type { PreparedDelivery } from './message-maker';
import { SendingMetrics } from './sending-metrics.service';
import { Wire } from './wire';

export interface HandOverRequest {
  lease: DeliveryLease;
  server: MailServer;
  envelopeFrom: string;
  deliveries: PreparedDelivery[];
  /** Aborts when the process wants to stop. */
  signal: AbortSignal;
}

export interface HandOverResult {
  accepted: number;
  /** Still claimed: nothing of them reached the server. */
  left: PreparedDelivery[];
  /** What the server (not a recipient) said against going on; null when it took what it got. */
  trouble: string | null;
  /** The lease is lost, the campaign paused or cancelled, or the process stops. */
  stopped: boolean;
}

interface Answer {
  delivery: PreparedDelivery;
  result: SendResult;
  /** It was stopped before its turn: nothing to learn from, and nobody's trouble. */
  isStopped: boolean;
}

const STOPPED: SendResult = { outcome: 'not-sent', reason: 'The sending was stopped before its turn.' };

/** While the database is away, an answer heard and not written would turn into "uncertain": half a minute of patience. */
const WRITE_AGAIN_AFTER_MS = [100, 500, 2_000, 5_000, 10_000, 12_000];

/** Takes claimed messages to one mail server in small slices: mark `handed_over`, SMTP, write outcomes, learn from them. */
@Injectable()
export class HandOver {
  private readonly wires = new Map<string, { wire: Wire; connections: number }>();

  constructor(
    private readonly servers: MailServers,
    private readonly gate: SendingGate,
    private readonly metrics: SendingMetrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Stops at the first trouble of the server, and within a second of a pause. */
  async send(request: HandOverRequest): Promise<HandOverResult> {
    const watch = new LeaseWatch(request.lease, request.signal);
    const result: HandOverResult = {
      accepted: 0,
      left: request.deliveries,
      trouble: null,
      stopped: false,
    };
    try {
      while (result.left.length > 0 && result.trouble === null && !watch.stopped) {
        const slice = result.left.slice(0, this.wire(request.server).sliceSize);
        result.left = result.left.slice(slice.length);
        const answers = await this.sendSlice(request, slice, watch);
        result.accepted += answers.filter(({ result: { outcome } }) => outcome === 'accepted').length;
        result.trouble = answers.map(troubleOf).find((trouble) => trouble !== null) ?? null;
      }
    } finally {
      await watch.end();
    }
    result.stopped = watch.stopped;
    return result;
  }

  private async sendSlice(
    request: HandOverRequest,
    slice: PreparedDelivery[],
    watch: LeaseWatch,
  ): Promise<Answer[]> {
    const { lease, server, envelopeFrom } = request;
    const allowed = await lease.handOver(slice.map(({ id }) => id));
    if (allowed.size < slice.length) watch.stop();
    const started = performance.now();
    const going = slice.filter(({ id }) => allowed.has(id));
    const answers = await Promise.all(going.map((delivery) => this.transmit(request, delivery, watch)));
    this.wire(server).took(answers.length, performance.now() - started);
    const now = new Date();
    const outcomes = answers.map(({ delivery: { id }, result }) =>
      toOutcome(id, result, { attempts: allowed.get(id) ?? 1, now }),
    );
    await this.record(lease, outcomes);
    outcomes.forEach((outcome, index) =>
      this.metrics.recorded(lease.priority, outcome, answers[index]?.delivery.provider ?? 'other'),
    );
    const senderDomain = envelopeFrom.slice(envelopeFrom.lastIndexOf('@') + 1);
    const told = answers.filter(({ result, isStopped }) => !isStopped && !wasNotTried(result));
    await this.gate.report(
      server,
      told.map(({ delivery: { provider }, result }) => ({
        workspaceId: lease.workspaceId,
        provider,
        senderDomain,
        result,
      })),
    );
    return answers;
  }

  private async transmit(
    { lease, server, envelopeFrom: from }: HandOverRequest,
    delivery: PreparedDelivery,
    watch: LeaseWatch,
  ): Promise<Answer> {
    const wire = this.wire(server);
    // What is urgent passes by: its turn among connections is the server's business.
    const waits = lease.priority === 'campaign';
    if (waits) await wire.enter();
    try {
      if (watch.stopped) return { delivery, result: STOPPED, isStopped: true };
      const envelope = { from, to: delivery.email };
      const result = await this.metrics.timeHandOver(lease.priority, () =>
        this.servers.send(server, envelope, delivery.message, lease.priority),
      );
      return { delivery, result, isStopped: false };
    } finally {
      if (waits) wire.leave();
    }
  }

  private async record(lease: DeliveryLease, outcomes: DeliveryOutcome[]): Promise<void> {
    for (const pauseMs of WRITE_AGAIN_AFTER_MS) {
      try {
        return await lease.record(outcomes);
      } catch (error) {
        this.logger.warn({ event: 'delivery.outcomes-not-written', count: outcomes.length, err: error });
        await setTimeout(pauseMs);
      }
    }
    await lease.record(outcomes);
  }

  private wire({ id, connections }: MailServer): Wire {
    let known = this.wires.get(id);
    if (known?.connections !== connections) {
      known = { wire: new Wire(connections), connections };
      this.wires.set(id, known);
    }
    return known.wire;
  }
}

/** This process may not send there now, which says nothing about the server. */
function wasNotTried(result: SendResult): boolean {
  return result.outcome === 'not-sent' && result.notNow === true;
}

function troubleOf({ result, isStopped }: Answer): string | null {
  if (isStopped) return null;
  if (result.outcome === 'not-sent') return result.reason;
  return result.outcome === 'deferred' && result.scope === 'server' ? result.reply : null;
}
