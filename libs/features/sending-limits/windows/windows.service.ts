import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { SendingPriority } from '@features/smtp-servers';
import { Database } from '@platform/database';
import { decide, usageAfter, type Answer, type Constraint, type Wait } from './admission';
import { UsageRepository, type LockedUsage } from './usage.repository';
import { LEAVE_WITHIN_MS, WINDOW_NAMES, withLess, type Usage } from './window';

export interface WindowRequest {
  priority: SendingPriority;
  /** Messages by provider, none of them less than 1. */
  wanted: ReadonlyMap<string, number>;
  /** Only those that limit something. */
  constraints: readonly Constraint[];
}

/** What was taken out of windows, so that it can be given back. */
export interface Taking {
  /** The time that it counts for, by the database's clock: when it must have left. Milliseconds since 1970. */
  at: number;
  granted: ReadonlyMap<string, number>;
  constraints: readonly Constraint[];
}

/** For so long a process believes that a window it found used up still is, before it asks again. */
const MEMORY_MS = 5_000;

/** Rows may vanish between adding and locking them (housekeeping); more often than this it is something else. */
const MAX_TRIES = 5;

/**
 * Takes messages out of windows of time, for all workers together: the rows involved are locked, the rule decides, what was
 * taken is written, in one short transaction.
 */
@Injectable()
export class Windows {
  /** Windows without room, by kind of mail and scope. */
  private readonly exhausted = { campaign: new Map<string, Wait>(), urgent: new Map<string, Wait>() };

  constructor(
    private readonly database: Database,
    private readonly repository: UsageRepository,
  ) {}

  /** `at` replaces the database's clock. */
  async take(
    request: WindowRequest,
    at?: Date,
  ): Promise<Pick<Answer, 'granted' | 'waits'> & { taking: Taking }> {
    const { constraints, priority } = request;
    const scopes = constraints.map(({ scope }) => scope);
    const answer = await this.locked(scopes, at, async ({ usage, now }) => {
      const decided = decide({ ...request, usage, now, turn: randomInt(1_000_000) });
      const after = new Map<string, Usage>();
      for (const { scope, limits } of constraints) {
        const count = decided.taken.get(scope);
        const before = usage.get(scope);
        if (count) after.set(scope, { ...before, ...usageAfter(limits, before, { count, now }) });
      }
      if (after.size > 0) await this.repository.write(after);
      const at = now + LEAVE_WITHIN_MS;
      return { ...decided, now, taking: { at, granted: decided.granted, constraints } };
    });
    for (const [scope, wait] of answer.exhausted) {
      const until = Math.min(wait.until, answer.now + MEMORY_MS);
      this.exhausted[kindOf(priority)].set(scope, { ...wait, until });
    }
    return answer;
  }

  /** Puts back what was taken and not sent, at the time it was taken at. */
  async giveBack({ at, granted, constraints }: Taking, unused: ReadonlyMap<string, number>): Promise<void> {
    const less = new Map<string, number>();
    for (const { scope, provider } of constraints) {
      const providers = provider === null ? [...granted.keys()] : [provider];
      const count = providers.reduce(
        (sum, one) => sum + Math.min(unused.get(one) ?? 0, granted.get(one) ?? 0),
        0,
      );
      if (count > 0) less.set(scope, count);
    }
    if (less.size === 0) return;
    await this.locked([...less.keys()], undefined, ({ usage }) =>
      this.repository.write(
        new Map([...usage].map(([scope, before]) => [scope, without(before, less.get(scope)!, at)])),
      ),
    );
    for (const scope of less.keys()) this.forget(scope);
  }

  /** What was let through in these scopes, for estimates. */
  async used(scopes: readonly string[]): Promise<Map<string, Usage>> {
    return scopes.length === 0 ? new Map() : this.repository.read(scopes);
  }

  /** Why nothing of this kind may go in a scope at the moment, as far as this process remembers; never asks the database. */
  waitIn(scope: string, priority: SendingPriority, now: number): Wait | undefined {
    const wait = this.exhausted[kindOf(priority)].get(scope);
    if (wait === undefined || wait.until > now) return wait;
    this.exhausted[kindOf(priority)].delete(scope);
    return undefined;
  }

  /** The same for all scopes. */
  waits(priority: SendingPriority, now: number): [string, Wait][] {
    const scopes = [...this.exhausted[kindOf(priority)].keys()];
    return scopes.flatMap((scope) => {
      const wait = this.waitIn(scope, priority, now);
      return wait ? [[scope, wait] as [string, Wait]] : [];
    });
  }

  /** Forgets what nobody used for two days; returns how many rows. */
  async forgetUnused(now?: Date): Promise<number> {
    return this.repository.deleteUnused(now);
  }

  private async locked<Result>(
    scopes: readonly string[],
    at: Date | undefined,
    work: (locked: LockedUsage) => Promise<Result>,
  ): Promise<Result> {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const result = await this.database.transaction(async () => {
        const locked = await this.repository.lock(scopes, at);
        return locked && { value: await work(locked) };
      });
      if (result) return result.value;
      await this.repository.add(scopes);
    }
    throw new Error(`The rows of ${scopes.join(', ')} vanish as soon as they are made.`);
  }

  private forget(scope: string): void {
    this.exhausted.campaign.delete(scope);
    this.exhausted.urgent.delete(scope);
  }
}

/** Transactional and sequence mail may use up the same part of a limit. */
function kindOf(priority: SendingPriority): 'campaign' | 'urgent' {
  return priority === 'campaign' ? 'campaign' : 'urgent';
}

function without(usage: Usage, count: number, at: number): Usage {
  const after: Usage = {};
  for (const name of WINDOW_NAMES) {
    const window = withLess(name, usage[name], { count, at });
    if (window) after[name] = window;
  }
  return after;
}
