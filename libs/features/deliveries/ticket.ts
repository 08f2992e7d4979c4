import type { Admission } from '@features/sending-limits';

/** Where leave to send comes from: counts are messages by mailbox provider. */
export interface LeaveOffice {
  ask(counts: ReadonlyMap<string, number>): Promise<Pick<Admission, 'granted' | 'goodUntil'>>;
  giveBack(counts: ReadonlyMap<string, number>): Promise<void>;
}

/** A message whose leave ran out so often before it could go waits again: this process is too busy to keep to limits. */
const MAX_RENEWALS = 3;

interface Asker {
  provider: string;
  /** Until when it may go; undefined: not now. */
  answer: (goodUntil: number | null | undefined) => void;
}

/**
 * Leave for some messages to go, which runs out: limits hold for what leaves, and between asking and leaving a connection may
 * have to be waited for, or opened. Whoever comes to its turn too late asks again; all who do so at the same time ask together.
 */
export class Ticket {
  private askers: Asker[] = [];
  private isAsking = false;

  /** `goodUntil`: milliseconds of `performance.now()`; null: it never runs out. */
  constructor(
    private readonly goodUntil: number | null,
    private readonly office: LeaveOffice,
  ) {}

  /** To be asked right before a message goes. False: it must not, and its leave has been given back. */
  async mayGo(provider: string): Promise<boolean> {
    let goodUntil: number | null | undefined = this.goodUntil;
    for (let renewals = 0; isOver(goodUntil); renewals += 1) {
      if (renewals === MAX_RENEWALS) {
        await this.office.giveBack(new Map([[provider, 1]]));
        return false;
      }
      goodUntil = await this.renew(provider);
    }
    return goodUntil !== undefined;
  }

  private renew(provider: string): Promise<number | null | undefined> {
    return new Promise((answer) => {
      this.askers.push({ provider, answer });
      if (!this.isAsking) void this.renewAll();
    });
  }

  /** Never throws. */
  private async renewAll(): Promise<void> {
    this.isAsking = true;
    while (this.askers.length > 0) {
      const askers = this.askers;
      this.askers = [];
      const granted = await this.exchange(askers.map(({ provider }) => provider));
      for (const { provider, answer } of askers) answer(granted(provider));
    }
    // In the same breath as the look at who else has come: whoever comes later begins anew.
    this.isAsking = false;
  }

  /** Old leave for new. Where the database does not answer, nothing goes: what it still counts runs out by itself. */
  private async exchange(providers: string[]): Promise<(provider: string) => number | null | undefined> {
    const counts = new Map<string, number>();
    for (const provider of providers) counts.set(provider, (counts.get(provider) ?? 0) + 1);
    try {
      await this.office.giveBack(counts);
      const { granted, goodUntil } = await this.office.ask(counts);
      const left = new Map(granted);
      return (provider) => {
        const free = left.get(provider) ?? 0;
        left.set(provider, free - 1);
        return free > 0 ? goodUntil : undefined;
      };
    } catch {
      return () => undefined;
    }
  }
}

function isOver(goodUntil: number | null | undefined): boolean {
  return typeof goodUntil === 'number' && performance.now() > goodUntil;
}
