import { Injectable } from '@nestjs/common';
import type { MailServer } from '@features/smtp-servers';
import { HoldGates, type Entered } from './holds/hold-gates.service';
import { MailDomains } from './providers/mail-domains.service';
import { OwnLimitsMemory } from './providers/own-limits.service';
import { providerInScope, scopes } from './scopes';
import type { Admission, Held, SendingAnswer, SendingRequest } from './sending-request';
import type { Constraint, Wait } from './windows/admission';
import { constraintsOf, NO_OWN_LIMITS } from './windows/constraints';
import { LEAVE_WITHIN_MS } from './windows/window';
import { InFlight, type Taker } from './windows/in-flight';
import { senderRoom, type SenderRoom } from './windows/room';
import { Windows } from './windows/windows.service';

/**
 * Whether messages may go out now. All workers ask the same tables, so limits hold for all of them together, and over a
 * restart. `at`, wherever it can be given, replaces the database's clock.
 */
@Injectable()
export class SendingGate {
  private readonly inFlight = new InFlight();

  constructor(
    private readonly domains: MailDomains,
    private readonly ownLimits: OwnLimitsMemory,
    private readonly windows: Windows,
    private readonly gates: HoldGates,
  ) {}

  /**
   * Mailbox provider of each domain: `gmail`, `microsoft`, `yahoo`, …, or the domain itself where nobody well known runs
   * it. Never waits for DNS: unknown domains are looked up in the background.
   */
  providersOf(domains: readonly string[]): Promise<Map<string, string>> {
    return this.domains.providersOf(domains);
  }

  /** Takes what may go now out of the windows that limit it. Costs no statement when nothing does. Not inside a transaction. */
  async admit(request: SendingRequest, at?: Date): Promise<Admission> {
    const wanted = new Map([...request.wanted].filter(([, count]) => count > 0));
    if (wanted.size === 0) return { granted: new Map(), held: new Map(), goodUntil: null };
    const entered = await this.gates.enter({ ...request, wanted }, at);
    const admission = await this.takeFromWindows(request, entered, at);
    for (const [provider, held] of entered.closed) admission.held.set(provider, held);
    const idle = entered.probes.filter(({ provider }) =>
      provider === null ? admission.granted.size === 0 : !admission.granted.has(provider),
    );
    if (idle.length > 0) await this.gates.release(idle);
    return admission;
  }

  /** Gives back what was granted to this sender at this server, and not handed over. Not inside a transaction. */
  async giveBack(request: SendingRequest, unused: ReadonlyMap<string, number>): Promise<void> {
    for (const { taking, counts } of this.inFlight.giveBack(takerOf(request), unused)) {
      await this.windows.giveBack(taking, counts);
    }
    await this.gates.giveBack({ ...request, wanted: unused });
  }

  /**
   * Learns from answers: trouble holds the right scope (the server, a mailbox provider at that server, a sending domain),
   * success lifts holds. Give it all answers that came at the same time, also `uncertain` and `not-sent` ones. Not inside a
   * transaction.
   */
  async report(server: MailServer, answers: readonly SendingAnswer[], at?: Date): Promise<void> {
    if (answers.length === 0) return;
    for (const { taker, counts } of byTaker(server, answers)) this.inFlight.answered(taker, counts);
    await this.gates.report(server, answers, at);
  }

  /**
   * What keeps everything from this sender away from this server at the moment: a hold, or a limit that this process has run
   * into lately. Null when something may go, or may find out whether it goes again.
   */
  async heldAt(
    request: Pick<SendingRequest, 'workspaceId' | 'server' | 'senderDomain' | 'priority'>,
    at?: Date,
  ): Promise<Held | null> {
    const { workspaceId, server, senderDomain, priority } = request;
    const { held, now } = await this.gates.heldAt(request, at);
    const limited = [scopes.server(server), scopes.domain(workspaceId, senderDomain)]
      .flatMap((scope) => this.windows.waitIn(scope, priority, now.getTime()) ?? [])
      .map(heldByLimit);
    return [...limited, ...(held ? [held] : [])].sort((a, b) => +b.until - +a.until)[0] ?? null;
  }

  /**
   * Providers that get nothing through this server at the moment, for claims: rows for them may stay where they are. When to
   * look again is the earliest `until`. Knows holds of all workers, and limits that this process has run into lately.
   */
  async heldProviders(
    request: Pick<SendingRequest, 'workspaceId' | 'server' | 'priority'>,
    at?: Date,
  ): Promise<Map<string, Held>> {
    const { workspaceId, server, priority } = request;
    const { closed, now } = await this.gates.closedProviders(server, at);
    for (const [scope, wait] of this.windows.waits(priority, now.getTime())) {
      const provider = providerInScope(scope, server, workspaceId);
      if (provider !== undefined && !closed.has(provider)) closed.set(provider, heldByLimit(wait));
    }
    return closed;
  }

  /**
   * All that `admit` would go by for this sender at this server, and what is left of it now; only the names in `wanted` count.
   * Holds are no limits. For estimates: takes nothing.
   */
  async limitsOf(request: SendingRequest, at = new Date()): Promise<SenderRoom> {
    const { server, priority, wanted } = request;
    const constraints = constraintsOf(request, await this.ownLimits.of(request.workspaceId));
    const usage = await this.windows.used(constraints.map(({ scope }) => scope));
    return senderRoom(constraints, { server, priority, providers: wanted.keys(), usage, now: at.getTime() });
  }

  /** Forgets rows that nobody needs any more; for the housekeeping. Safe to repeat. */
  async forgetUnused(
    now?: Date,
  ): Promise<{ sendingUsage: number; mailDomains: number; sendingHolds: number }> {
    return {
      sendingUsage: await this.windows.forgetUnused(now),
      mailDomains: await this.domains.forgetUnused(now),
      sendingHolds: await this.gates.forgetOld(now),
    };
  }

  private async takeFromWindows(request: SendingRequest, entered: Entered, at?: Date): Promise<Admission> {
    const held = new Map<string, Held>();
    const { open, now } = entered;
    if (open.size === 0) return { granted: new Map(), held, goodUntil: null };
    const own = request.server.limitsProviders ? await this.ownLimits.of(request.workspaceId) : NO_OWN_LIMITS;
    const constraints = constraintsOf({ ...request, wanted: open }, own);
    const wanted = this.withoutExhausted(open, { constraints, request, now, held });
    if (wanted.size === 0 || constraints.length === 0) return { granted: wanted, held, goodUntil: null };
    const relevant = constraints.filter(({ provider }) => provider === null || wanted.has(provider));
    if (relevant.length === 0) return { granted: wanted, held, goodUntil: null };
    const { priority } = request;
    const goodUntil = performance.now() + LEAVE_WITHIN_MS;
    const { granted, waits, taking } = await this.windows.take(
      { priority, wanted, constraints: relevant },
      at,
    );
    if (granted.size > 0) this.inFlight.add(takerOf(request), taking);
    for (const [provider, wait] of waits) held.set(provider, heldByLimit(wait));
    return { granted, held, goodUntil };
  }

  /** Leaves out what this process knows to have no room; says so in `held`. */
  private withoutExhausted(
    open: ReadonlyMap<string, number>,
    asked: {
      constraints: readonly Constraint[];
      request: SendingRequest;
      now: Date;
      held: Map<string, Held>;
    },
  ): Map<string, number> {
    const { constraints, request, now, held } = asked;
    const wanted = new Map(open);
    for (const { scope, provider } of constraints) {
      const wait = this.windows.waitIn(scope, request.priority, now.getTime());
      if (!wait) continue;
      for (const one of provider === null ? open.keys() : [provider]) {
        wanted.delete(one);
        const known = held.get(one);
        if (known && known.until.getTime() >= wait.until) continue;
        held.set(one, heldByLimit(wait));
      }
    }
    return wanted;
  }
}

function heldByLimit({ until, reason }: Wait): Held {
  return { by: 'limit', until: new Date(until), reason };
}

function takerOf({ workspaceId, senderDomain, server }: SendingRequest): Taker {
  return { workspaceId, senderDomain, serverId: server.id };
}

/** Answers counted by provider, for each sender among them. */
function byTaker(
  { id: serverId }: MailServer,
  answers: readonly SendingAnswer[],
): Iterable<{ taker: Taker; counts: Map<string, number> }> {
  const takers = new Map<string, { taker: Taker; counts: Map<string, number> }>();
  for (const { workspaceId, senderDomain, provider } of answers) {
    const key = `${workspaceId} ${senderDomain}`;
    const known = takers.get(key) ?? {
      taker: { workspaceId, senderDomain, serverId },
      counts: new Map<string, number>(),
    };
    known.counts.set(provider, (known.counts.get(provider) ?? 0) + 1);
    takers.set(key, known);
  }
  return takers.values();
}
