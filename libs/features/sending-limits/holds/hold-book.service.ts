import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { LOGGER, type Logger } from '@platform/logging';
import type { Findings, FoundStrike } from './findings';
import { eased, sayHold, struck, type Hold } from './hold';
import { HoldsRepository } from './holds.repository';

/** For so long a process believes what it knows about holds. */
export const MEMORY_MS = 1_000;

/** What is held at a time, as the database's clock tells it. */
export interface HeldNow {
  holds: ReadonlyMap<string, Hold>;
  now: Date;
}

/** What is held, remembered for a second and shared by all workers through the table. */
@Injectable()
export class HoldBook {
  private holds = new Map<string, Hold>();
  private loadedAt = -Infinity;
  private skewMs = 0;
  /** Holds that mail of this process finds out about at the moment. */
  private readonly probing = new Set<string>();
  private loading: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly repository: HoldsRepository,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** `at` replaces all clocks. */
  async heldNow(at?: Date): Promise<HeldNow> {
    const time = at?.getTime() ?? Date.now();
    if (Math.abs(time - this.loadedAt) >= MEMORY_MS) {
      this.loading ??= this.load(at).finally(() => (this.loading = undefined));
      await this.loading;
    }
    return { holds: this.holds, now: at ?? new Date(Date.now() + this.skewMs) };
  }

  /** Writes what answers told. Costs no statement when all is well and nothing was held. */
  async learn(findings: Findings, at?: Date): Promise<void> {
    const { holds } = await this.heldNow(at);
    const { strikes } = findings;
    const scopes = [...strikes.keys(), ...[...findings.eased].filter((scope) => holds.has(scope))];
    if (scopes.length === 0) return;
    const unknown = [...strikes.values()].filter(({ target }) => !holds.has(target.scope));
    if (unknown.length > 0) await this.repository.add(unknown.map(({ target }) => target));
    const changed = await this.database.transaction(async () => {
      const { holds: locked, now } = await this.repository.lock(scopes, at);
      const next = locked.flatMap((hold) => after(hold, strikes.get(hold.scope), now) ?? []);
      if (next.length > 0) await this.repository.write(next);
      return next.map((hold) => ({ hold, now }));
    });
    for (const { hold, now } of changed) this.note(hold, now);
  }

  /** Which of these holds this caller may find out about: one caller for each. */
  async claimProbes(scopes: readonly string[], at?: Date): Promise<Set<string>> {
    const won = await this.repository.claimProbes(scopes, at);
    for (const [scope, probeUntil] of won) {
      this.probing.add(scope);
      const hold = this.holds.get(scope);
      if (hold) this.holds.set(scope, { ...hold, probeUntil });
    }
    // Somebody else was faster: look what has become of it.
    if (won.size < scopes.length) this.forget();
    return new Set(won.keys());
  }

  async releaseProbes(scopes: readonly string[]): Promise<void> {
    if (scopes.length === 0) return;
    for (const scope of scopes) this.probing.delete(scope);
    await this.repository.releaseProbes(scopes);
    this.forget();
  }

  /** Those that mail of this process finds out about. */
  probesAmong(scopes: readonly string[]): string[] {
    return this.probing.size === 0 ? [] : scopes.filter((scope) => this.probing.has(scope));
  }

  /** What is remembered may be out of date. */
  forget(): void {
    this.loadedAt = -Infinity;
  }

  async forgetOld(now?: Date): Promise<number> {
    return this.repository.deleteOld(now);
  }

  private async load(at: Date | undefined): Promise<void> {
    const { holds, now } = await this.repository.findHeld(at);
    this.holds = new Map(holds.map((hold) => [hold.scope, hold]));
    this.skewMs = now - Date.now();
    this.loadedAt = at?.getTime() ?? Date.now();
  }

  private note(hold: Hold, now: Date): void {
    const { scope, heldUntil } = hold;
    this.probing.delete(scope);
    if (heldUntil === null) this.holds.delete(scope);
    else this.holds.set(scope, hold);
    if (heldUntil === null) this.logger.info({ event: 'sending.resumed', scope });
    else {
      const { reply } = hold;
      this.logger.warn({ event: 'sending.held', scope, heldUntil, reason: sayHold(hold, now), reply });
    }
  }
}

function after(hold: Hold, strike: FoundStrike | undefined, now: Date): Hold | null {
  if (!strike) {
    const state = eased(hold, now, hold.kind);
    return state && { ...hold, ...state };
  }
  const { target, ...told } = strike;
  const state = struck(hold, { ...told, kind: target.kind, at: now, random: Math.random() });
  return state && { ...hold, ...target, ...state };
}
