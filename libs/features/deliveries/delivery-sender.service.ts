import { Inject, Injectable } from '@nestjs/common';
import { SendingGate, type Admission, type Held, type SendingRequest } from '@features/sending-limits';
import { MailServers, type MailServer } from '@features/smtp-servers';
import { LOGGER, type Logger } from '@platform/logging';
import { domainOf } from '@platform/mail';
import { countsOf, divide } from './admitted';
import type { DeliveryLease, Unsendable } from './delivery-lease';
import { HandOver } from './hand-over.service';
import type { MessageMaker, PreparedDelivery } from './message-maker';
import { serverBackoffMs } from './retry-policy';
import { SendingMetrics } from './sending-metrics.service';
import { SendRun, type SendRunResult, type Waiting } from './send-run';
import { ShortWaits } from './short-waits';
import { Ticket } from './ticket';

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
  private readonly shortWaits = new ShortWaits();

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
    this.shortWaits.end({ sender: senderOf(request), run });
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
  private async noteHolds(request: SendRequest, run: SendRun): Promise<void> {
    const { workspaceId, priority } = request.lease;
    const servers = await this.candidates(request);
    if (servers.length === 0) return run.keepOff();
    const shut = await this.heldEverywhere(request, servers);
    if (shut && !this.shortWaits.isFor(shut, { sender: senderOf(request), run })) return run.block(shut);
    const held = await Promise.all(
      servers.map((server) => this.gate.heldProviders({ workspaceId, server, priority })),
    );
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

  /** Offers the group until it has gone, and puts back what nobody takes now. */
  private async dispatch(group: PreparedDelivery[], request: SendRequest, run: SendRun): Promise<void> {
    const { lease, signal } = request;
    const who = { sender: senderOf(request), run, since: performance.now(), signal };
    let left = await this.offer(group, request, run);
    while (left.length > 0 && run.goesOn) {
      const shut = await this.heldEverywhere(request, await this.candidates(request));
      if (!shut || !(await this.shortWaits.wait(shut, who))) break;
      left = await this.offer(left, request, run);
    }
    await lease.putBack(left.map(({ id }) => id));
    for (const { message } of left) message.release();
    run.endGroup({ tried: group.length, left: left.length });
  }

  /** Tries the servers in their order; what each does not take, the next one gets. Answers what is left. */
  private async offer(
    group: PreparedDelivery[],
    request: SendRequest,
    run: SendRun,
  ): Promise<PreparedDelivery[]> {
    const { envelopeFrom } = request.maker;
    const servers = await this.candidates(request);
    let left = group;
    let trouble: Waiting | null = null;
    let isNotNow = servers.length === 0;
    const held: Admission['held'][] = [];
    for (const server of servers) {
      const asked = { ...request, server };
      const { going, staying, ticket, ...admitted } = await this.admit(left, asked);
      held.push(admitted.held);
      if (going.length === 0) continue;
      const result = await this.handOver.send({ ...asked, envelopeFrom, deliveries: going, ticket });
      left = [...result.left, ...staying];
      run.sent += result.accepted;
      isNotNow = result.notNow;
      trouble = result.trouble === null ? null : soonest(trouble, await this.explain(result.trouble, asked));
      if (result.stopped) run.stop();
      await this.giveBack(countsOf(result.untried), asked);
      if (left.length === 0 || !run.goesOn) break;
    }
    if (isNotNow) run.keepOff();
    if (trouble) run.block(trouble);
    // What the last server took is held by none, whatever the others said.
    for (const said of held) run.note(only(said, left));
    return left;
  }

  /** Where no server takes anything of this sender: the one that does so soonest. */
  private async heldEverywhere({ lease, maker }: SendRequest, servers: MailServer[]): Promise<Held | null> {
    const { workspaceId, priority } = lease;
    const senderDomain = domainOf(maker.envelopeFrom);
    const shut = await Promise.all(
      servers.map((server) => this.gate.heldAt({ workspaceId, priority, senderDomain, server })),
    );
    return shut.every((held) => held !== null) ? (shut.reduce(soonest, shut[0] ?? null) ?? null) : null;
  }

  /** When and why this sender waits at this server: what the hold says that the trouble has led to. */
  private async explain(said: string, asked: SendRequest & { server: MailServer }): Promise<Waiting> {
    const { lease, maker, server } = asked;
    const { workspaceId, priority, idleTries } = lease;
    const senderDomain = domainOf(maker.envelopeFrom);
    const held = await this.gate.heldAt({ workspaceId, priority, senderDomain, server });
    return (
      held ?? {
        by: 'server',
        until: new Date(Date.now() + serverBackoffMs(idleTries)),
        reason: `${TROUBLE}: ${said}`,
      }
    );
  }

  private candidates({ lease, maker }: SendRequest): Promise<MailServer[]> {
    return this.servers.candidates(lease.workspaceId, domainOf(maker.envelopeFrom));
  }

  private async admit(
    wanted: PreparedDelivery[],
    asked: SendRequest & { server: MailServer },
  ): Promise<{
    going: PreparedDelivery[];
    staying: PreparedDelivery[];
    ticket: Ticket;
    held: Admission['held'];
  }> {
    const admission = await this.gate.admit(requestFor(countsOf(wanted), asked));
    const ticket = new Ticket(admission.goodUntil, {
      ask: (counts) => this.gate.admit(requestFor(counts, asked)),
      giveBack: (counts) => this.giveBack(counts, asked),
    });
    return { ...divide(wanted, admission), ticket, held: admission.held };
  }

  private async giveBack(
    unused: ReadonlyMap<string, number>,
    asked: SendRequest & { server: MailServer },
  ): Promise<void> {
    if (unused.size > 0) await this.gate.giveBack(requestFor(unused, asked), unused);
  }
}

function requestFor(
  wanted: ReadonlyMap<string, number>,
  { lease, maker, server }: SendRequest & { server: MailServer },
): SendingRequest {
  const { workspaceId, priority } = lease;
  const { envelopeFrom, senderPerDay } = maker;
  return { workspaceId, priority, server, senderPerDay, senderDomain: domainOf(envelopeFrom), wanted };
}

/** Whose limits they are. */
function senderOf({ lease, maker }: SendRequest): string {
  return `${lease.workspaceId} ${lease.priority} ${domainOf(maker.envelopeFrom)}`;
}

/** Of the providers that these messages are for. */
function only(held: Admission['held'], left: readonly PreparedDelivery[]): Admission['held'] {
  const providers = new Set(left.map(({ provider }) => provider));
  return new Map([...held].filter(([provider]) => providers.has(provider)));
}

function soonest(a: Waiting | null, b: Waiting): Waiting {
  return a !== null && a.until <= b.until ? a : b;
}
