import { Inject, Injectable } from '@nestjs/common';
import { SendingGate, type Admission, type Held } from '@features/sending-limits';
import { MailServers, type MailServer } from '@features/smtp-servers';
import { LOGGER, type Logger } from '@platform/logging';
import { domainOf } from '@platform/mail';
import type { DeliveryLease, Unsendable } from './delivery-lease';
import { HandOver } from './hand-over.service';
import type { MessageMaker, PreparedDelivery } from './message-maker';
import { serverBackoffMs } from './retry-policy';
import { SendingMetrics } from './sending-metrics.service';
import { SendRun, type SendRunResult, type Waiting } from './send-run';

export interface SendRequest {
  lease: DeliveryLease;
  maker: MessageMaker;
  /** Aborts when the process wants to stop. */
  signal: AbortSignal;
}

/** Rows claimed and made together: few enough to be made while the former ones are on the wire. */
const GROUP_SIZE = 50;

const TROUBLE = 'The mail server does not take mail at the moment';

/**
 * Sends what is leased: claim a group → make its messages → ask a mail server's limits → hand over in slices → write
 * outcomes. While one group is on the wire the next is claimed and made. What a server does not take, the next one gets; what
 * none takes now waits again, with no attempt used up. A pause, a cancel, a lost lease or a stopping process take effect within
 * a second.
 */
@Injectable()
export class DeliverySender {
  constructor(
    private readonly servers: MailServers,
    private readonly gate: SendingGate,
    private readonly handOver: HandOver,
    private readonly metrics: SendingMetrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Gives the lease back in the end, whatever happens. */
  async send(request: SendRequest): Promise<SendRunResult> {
    const run = new SendRun(request.lease);
    await this.sendGroups(request, run);
    const { done, dueInMs } = await request.lease.release(run.delayMs(Date.now()));
    if (run.failure) throw run.failure;
    if (run.waiting)
      this.logger.info({ event: 'delivery.waiting', lease: request.lease.label, ...run.waiting });
    return {
      sent: run.sent,
      done,
      again: done ? null : { afterMs: dueInMs, tries: request.lease.tries },
      waiting: done ? null : run.waiting,
    };
  }

  /** Group after group until none is left or something says stop. Never throws: the lease must be released. */
  private async sendGroups(request: SendRequest, run: SendRun): Promise<void> {
    let next: Promise<PreparedDelivery[] | null> = Promise.resolve(null);
    try {
      await this.noteHolds(request, run);
      if (run.goesOn) next = this.prepare(request, run);
      for (let group = await next; group && run.goesOn && !request.signal.aborted; group = await next) {
        next = this.prepare(request, run);
        // Awaited below; marked as handled so that its failure never surfaces while this group is on the wire.
        next.catch(() => undefined);
        if (group.length > 0) await this.dispatch(group, request, run);
      }
    } catch (error) {
      run.failure = error instanceof Error ? error : new Error(String(error));
    }
    // What was claimed ahead must be settled before the release puts claimed rows back.
    const ahead = await next.catch(() => null);
    for (const { message } of ahead ?? []) message.release();
  }

  /**
   * What no server takes now need not be claimed, nor made, at all: everything, or the mail to some providers. Thousands of
   * batches may wait for the same server.
   */
  private async noteHolds({ lease, maker }: SendRequest, run: SendRun): Promise<void> {
    const { workspaceId, priority } = lease;
    const senderDomain = domainOf(maker.envelopeFrom);
    const servers = await this.servers.candidates(workspaceId, senderDomain);
    if (servers.length === 0) return run.keepOff();
    const asked = servers.map((server) => ({ workspaceId, priority, senderDomain, server }));
    const shut = await Promise.all(asked.map((one) => this.gate.heldAt(one)));
    if (shut.every((held) => held !== null)) return run.block(shut.reduce(soonest));
    const held = await Promise.all(asked.map((one) => this.gate.heldProviders(one)));
    const [first = new Map<string, Held>(), ...others] = held;
    run.note(new Map([...first].filter(([provider]) => others.every((other) => other.has(provider)))));
  }

  /** Claims and makes the next group; null when nothing is left to claim. */
  private async prepare(
    { lease, maker, signal }: SendRequest,
    run: SendRun,
  ): Promise<PreparedDelivery[] | null> {
    if (signal.aborted) return null;
    const { claimed, settled } = await this.metrics.timeClaim(lease.priority, () =>
      lease.claim(GROUP_SIZE, run.heldProviders(Date.now())),
    );
    if (claimed.length === 0) return settled > 0 ? [] : null;
    const messages = await this.metrics.timeMake(lease.priority, () => maker.make(claimed));
    const providers = await this.gate.providersOf([...new Set(claimed.map(({ email }) => domainOf(email)))]);
    const prepared: PreparedDelivery[] = [];
    const unsendable: Unsendable[] = [];
    claimed.forEach(({ id, email }, index) => {
      const message = messages[index];
      const domain = domainOf(email);
      if (message?.ok) prepared.push({ id, email, provider: providers.get(domain) ?? domain, message });
      else unsendable.push({ id, reason: message?.error.message ?? 'The message could not be made.' });
    });
    if (unsendable.length > 0) await lease.refuse(unsendable);
    return prepared;
  }

  /** Tries the servers in their order until the group has gone, and puts back what none of them takes now. */
  private async dispatch(group: PreparedDelivery[], request: SendRequest, run: SendRun): Promise<void> {
    const { lease, maker } = request;
    const servers = await this.servers.candidates(lease.workspaceId, domainOf(maker.envelopeFrom));
    let left = group;
    let trouble: Waiting | null = null;
    let isNotNow = servers.length === 0;
    for (const server of servers) {
      const { going, staying } = await this.admit(left, { ...request, server, run });
      if (going.length === 0) continue;
      const envelopeFrom = maker.envelopeFrom;
      const result = await this.handOver.send({ ...request, server, envelopeFrom, deliveries: going });
      left = [...result.left, ...staying];
      run.sent += result.accepted;
      isNotNow = result.notNow;
      trouble =
        result.trouble === null
          ? null
          : soonest(trouble, await this.explain(result.trouble, { ...request, server }));
      if (result.stopped) run.stop();
      if (result.untried.length > 0) await this.giveBack(result.untried, { ...request, server });
      if (left.length === 0 || !run.goesOn) break;
    }
    await lease.putBack(left.map(({ id }) => id));
    for (const { message } of left) message.release();
    if (isNotNow) run.keepOff();
    if (trouble) run.block(trouble);
    run.endGroup({ tried: group.length, left: left.length });
  }

  /** When and why this sender waits at this server: what the hold says that the trouble has led to. */
  private async explain(said: string, asked: SendRequest & { server: MailServer }): Promise<Waiting> {
    const { lease, maker, server } = asked;
    const { workspaceId, priority, tries } = lease;
    const senderDomain = domainOf(maker.envelopeFrom);
    const held = await this.gate.heldAt({ workspaceId, priority, senderDomain, server });
    return (
      held ?? {
        by: 'server',
        until: new Date(Date.now() + serverBackoffMs(tries)),
        reason: `${TROUBLE}: ${said}`,
      }
    );
  }

  private async admit(
    wanted: PreparedDelivery[],
    asked: SendRequest & { server: MailServer; run: SendRun },
  ): Promise<{ going: PreparedDelivery[]; staying: PreparedDelivery[] }> {
    const admission = await this.gate.admit(this.requestFor(wanted, asked));
    asked.run.note(admission.held);
    return divide(wanted, admission);
  }

  private async giveBack(
    unused: PreparedDelivery[],
    asked: SendRequest & { server: MailServer },
  ): Promise<void> {
    const request = this.requestFor(unused, asked);
    await this.gate.giveBack(request, request.wanted);
  }

  private requestFor(
    deliveries: PreparedDelivery[],
    { lease, maker, server }: SendRequest & { server: MailServer },
  ): Parameters<SendingGate['admit']>[0] {
    const wanted = new Map<string, number>();
    for (const { provider } of deliveries) wanted.set(provider, (wanted.get(provider) ?? 0) + 1);
    return {
      workspaceId: lease.workspaceId,
      server,
      senderDomain: domainOf(maker.envelopeFrom),
      senderPerDay: maker.senderPerDay,
      priority: lease.priority,
      wanted,
    };
  }
}

/** The first ones of each provider go, as many as were granted. */
function divide(
  deliveries: PreparedDelivery[],
  { granted }: Admission,
): { going: PreparedDelivery[]; staying: PreparedDelivery[] } {
  const room = new Map(granted);
  const going: PreparedDelivery[] = [];
  const staying: PreparedDelivery[] = [];
  for (const delivery of deliveries) {
    const free = room.get(delivery.provider) ?? 0;
    if (free > 0) room.set(delivery.provider, free - 1);
    (free > 0 ? going : staying).push(delivery);
  }
  return { going, staying };
}

function soonest(a: Waiting | null, b: Waiting): Waiting {
  return a !== null && a.until <= b.until ? a : b;
}
