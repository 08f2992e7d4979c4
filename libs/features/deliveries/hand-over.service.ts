import { setTimeout } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { judge, SendingGate, type Trouble } from '@features/sending-limits';
import { MailServers, type MailServer } from '@features/smtp-servers';
import { Database } from '@platform/database';
import { LOGGER, type Logger } from '@platform/logging';
import { domainOf, type SendResult } from '@platform/mail';
import type { DeliveryOutcome } from './delivery';
import type { DeliveryLease } from './delivery-lease';
import { toOutcome } from './delivery-outcome';
import { LeaseWatch } from './lease-watch';
import type { PreparedDelivery } from './message-maker';
import { SendingMetrics } from './sending-metrics.service';
import type { Ticket } from './ticket';
import { Wire } from './wire';

export interface HandOverRequest {
  lease: DeliveryLease;
  server: MailServer;
  envelopeFrom: string;
  deliveries: PreparedDelivery[];
  /** Their leave to go. */
  ticket: Ticket;
  /** Aborts when the process wants to stop. */
  signal: AbortSignal;
}

export interface HandOverResult {
  accepted: number;
  /** Still claimed: they never came to their turn, or their mailbox provider has no room. */
  left: PreparedDelivery[];
  /** Never tried: what was taken out of limits for them can be given back. */
  untried: PreparedDelivery[];
  /** What was said against sending more through this server, or from this sender; null when it went well. */
  trouble: string | null;
  /** This process may not send there at the moment (it lost its connections, the server was switched off): nobody's trouble. */
  notNow: boolean;
  /** The lease is lost, the campaign paused or cancelled, or the process stops. */
  stopped: boolean;
}

interface Answer {
  delivery: PreparedDelivery;
  result: SendResult;
  /** It was stopped before its turn: nothing to learn from, and nobody's trouble. */
  isStopped: boolean;
  /** Its leave ran out before its turn, and is given back. */
  isLate: boolean;
}

/** The answers of one slice, and what they say about more than their own message. */
interface Slice {
  answers: Answer[];
  untried: PreparedDelivery[];
  trouble: string | null;
  notNow: boolean;
  /** Mailbox providers that want no more now. */
  shutProviders: Set<string>;
}

type Troubles = Map<string | undefined, Trouble | null | undefined>;

const STOPPED: SendResult = { outcome: 'not-sent', reason: 'The sending was stopped before its turn.' };

/** While the database is away, an answer heard and not written would turn into "uncertain": half a minute of patience. */
const WRITE_AGAIN_AFTER_MS = [100, 500, 2_000, 5_000, 10_000, 12_000];

/** Takes claimed messages to one mail server in small slices: mark `handed_over`, SMTP, write outcomes, learn from them. */
@Injectable()
export class HandOver {
  private readonly wires = new Map<string, { wire: Wire; connections: number }>();

  constructor(
    private readonly database: Database,
    private readonly servers: MailServers,
    private readonly gate: SendingGate,
    private readonly metrics: SendingMetrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Stops at the first trouble of the server or the sender, and within a second of a pause. */
  async send(request: HandOverRequest): Promise<HandOverResult> {
    const watch = new LeaseWatch(request.lease, request.signal);
    const result: HandOverResult = {
      accepted: 0,
      left: [],
      untried: [],
      trouble: null,
      notNow: false,
      stopped: false,
    };
    let queue = request.deliveries;
    const leaveWire = this.wire(request.server).join();
    try {
      while (queue.length > 0 && result.trouble === null && !result.notNow && !watch.stopped) {
        const slice = queue.slice(0, this.wire(request.server).sliceSize);
        const { answers, untried, shutProviders, ...said } = await this.sendSlice(request, slice, watch);
        result.accepted += answers.filter(({ result: { outcome } }) => outcome === 'accepted').length;
        result.untried.push(...untried);
        Object.assign(result, said);
        const rest = queue.slice(slice.length);
        result.left.push(...rest.filter(({ provider }) => shutProviders.has(provider)));
        queue = rest.filter(({ provider }) => !shutProviders.has(provider));
      }
    } finally {
      leaveWire();
      await watch.end();
    }
    result.left.push(...queue);
    result.untried.push(...result.left);
    result.stopped = watch.stopped;
    return result;
  }

  private async sendSlice(
    request: HandOverRequest,
    slice: PreparedDelivery[],
    watch: LeaseWatch,
  ): Promise<Slice> {
    const { lease, server } = request;
    const allowed = await lease.handOver(slice.map(({ id }) => id));
    if (allowed.size < slice.length) {
      watch.stop();
      for (const { id, message } of slice) if (!allowed.has(id)) message.release();
    }
    const started = performance.now();
    const going = slice.filter(({ id }) => allowed.has(id));
    const answers = await Promise.all(going.map((delivery) => this.transmit(request, delivery, watch)));
    this.wire(server).took(answers.length, performance.now() - started);
    const tried = answers.filter(({ isStopped, result }) => !isStopped && !wasNotTried(result));
    const troubles = new Map(
      judge(server, tried.map(toTold)).map((trouble, index) => [tried[index]?.delivery.id, trouble]),
    );
    await this.record(lease, answers, { attempts: allowed, troubles });
    await this.report(request, tried);
    const late = answers.filter(({ isLate }) => isLate);
    const isSettled = new Set([...tried, ...late].map(({ delivery: { id } }) => id));
    return {
      answers,
      untried: slice.filter(({ id }) => !isSettled.has(id)),
      trouble: tried.map((answer) => stops(answer, troubles)).find((said) => said !== null) ?? null,
      notNow: answers.some(({ isStopped, isLate, result }) => !isStopped && !isLate && wasNotTried(result)),
      shutProviders: new Set(
        tried
          .filter(({ delivery: { id } }) => troubles.get(id)?.scope === 'provider')
          .map(({ delivery: { provider } }) => provider),
      ),
    };
  }

  private async transmit(
    { lease, server, envelopeFrom: from, ticket }: HandOverRequest,
    delivery: PreparedDelivery,
    watch: LeaseWatch,
  ): Promise<Answer> {
    const wire = this.wire(server);
    // What is urgent passes by: its turn among connections is the server's business.
    const waits = lease.priority === 'campaign';
    let [isLate, isStopped] = [false, false];
    const mayGo = async (): Promise<boolean> => {
      isStopped = watch.stopped;
      if (isStopped) return false;
      // Also when it throws.
      isLate = true;
      isLate = !(await ticket.mayGo(delivery.provider));
      return !isLate;
    };
    if (waits) await wire.enter();
    try {
      if (watch.stopped) return { delivery, result: STOPPED, isStopped: true, isLate: false };
      const envelope = { from, to: delivery.email };
      const result = await this.metrics.timeHandOver(lease.priority, () =>
        this.servers.send(server, envelope, delivery.message, { priority: lease.priority, mayGo }),
      );
      return { delivery, result, isStopped, isLate };
    } finally {
      // Whatever came of it: nobody reads these bytes again.
      delivery.message.release();
      if (waits) wire.leave();
    }
  }

  private async record(
    lease: DeliveryLease,
    answers: Answer[],
    known: { attempts: Map<string, number>; troubles: Troubles },
  ): Promise<void> {
    // When to try again is compared with the database's clock.
    const now = this.database.clock.estimate();
    const outcomes = answers.map(({ delivery: { id }, result }) =>
      toOutcome(id, result, {
        attempts: known.attempts.get(id) ?? 1,
        now,
        isTrouble: Boolean(known.troubles.get(id)),
      }),
    );
    await this.write(lease, outcomes);
    outcomes.forEach((outcome, index) =>
      this.metrics.recorded(lease.priority, outcome, answers[index]?.delivery.provider ?? 'other'),
    );
  }

  private async report({ lease, server, envelopeFrom }: HandOverRequest, tried: Answer[]): Promise<void> {
    const senderDomain = domainOf(envelopeFrom);
    await this.gate.report(
      server,
      tried.map((answer) => ({ ...toTold(answer), workspaceId: lease.workspaceId, senderDomain })),
    );
  }

  private async write(lease: DeliveryLease, outcomes: DeliveryOutcome[]): Promise<void> {
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

/** What ends sending through this server for now; null when the next slice may go. */
function stops({ delivery, result }: Answer, troubles: Troubles): string | null {
  if (result.outcome === 'not-sent') return result.reason;
  const trouble = troubles.get(delivery.id);
  return trouble && trouble.scope !== 'provider' ? trouble.reply : null;
}

function toTold({ delivery: { provider }, result }: Answer): { provider: string; result: SendResult } {
  return { provider, result };
}
