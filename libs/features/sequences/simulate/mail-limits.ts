import type { CapRule } from '../graph/limits';
import { DAY_MS } from '../timing/zone-clock';

/** What a workspace and a contact allow, and what the contact has had. */
export interface MailFacts {
  /** At most so many marketing mails in so many days; null where the workspace does not count. */
  cap: { emails: number; days: number } | null;
  /** The contact wants at most one in so many days; null: all there is. */
  ownDays: number | null;
  /** When earlier ones left. */
  past: readonly Date[];
  /** The end of the quiet hours in which a moment lies; null when it lies in none. */
  quietUntil: (at: Date) => Promise<Date | null>;
}

export interface MailPolicy {
  onCap: CapRule;
  onQuietHours: CapRule;
}

/** When a mail leaves, and what it waited for; `at` null: it does not. */
export interface MailMoment {
  at: Date | null;
  why: string | null;
}

const HALF_A_DAY_MS = DAY_MS / 2;
/** As for mail that is really sent (`deliveries/waits.ts`): who would have to wait longer is left out. */
const LONGEST_WAIT_MS = 7 * DAY_MS;
/** A cap and quiet hours push a mail from one to the other, but not for ever. */
const MOST_PUSHES = 20;

/** Caps and quiet hours on a pretend clock. Remembers what it let go: that counts for the next mail. */
export class MailLimits {
  private readonly sent: Date[];

  constructor(private readonly facts: MailFacts) {
    this.sent = [...facts.past];
  }

  async next(due: Date, policy: MailPolicy): Promise<MailMoment> {
    let at = due;
    let why: string | null = null;
    for (let push = 0; push < MOST_PUSHES; push += 1) {
      const held = await this.heldAt(at, policy);
      if (held === null) {
        this.sent.push(at);
        return { at, why };
      }
      if (held.until === null) return { at: null, why: held.why };
      at = held.until;
      why = held.why;
    }
    return { at: null, why };
  }

  private async heldAt(
    at: Date,
    { onCap, onQuietHours }: MailPolicy,
  ): Promise<{ until: Date | null; why: string } | null> {
    const { cap, ownDays } = this.facts;
    if (ownDays !== null && this.since(at, ownDays * DAY_MS - HALF_A_DAY_MS).length > 0)
      return { until: null, why: `they want at most one email in ${sayDays(ownDays)}` };
    const capped = cap === null || onCap === 'ignore' ? null : this.cappedUntil(at, cap);
    const quiet = onQuietHours === 'ignore' ? null : await this.facts.quietUntil(at);
    const until = later(capped, quiet);
    if (until === null) return null;
    const why =
      cap !== null && capped !== null
        ? `the workspace sends nobody more than ${cap.emails} in ${sayDays(cap.days)}`
        : 'these are quiet hours';
    const isLeftOut = (capped !== null && onCap === 'skip') || (quiet !== null && onQuietHours === 'skip');
    return { until: isLeftOut || until.getTime() - at.getTime() > LONGEST_WAIT_MS ? null : until, why };
  }

  private cappedUntil(at: Date, { emails, days }: { emails: number; days: number }): Date | null {
    const newest = this.since(at, days * DAY_MS).sort((a, b) => b.getTime() - a.getTime());
    const oldest = newest[emails - 1];
    return oldest ? new Date(oldest.getTime() + days * DAY_MS) : null;
  }

  private since(at: Date, ms: number): Date[] {
    return this.sent.filter((sent) => sent.getTime() > at.getTime() - ms);
  }
}

function later(a: Date | null, b: Date | null): Date | null {
  return a && b ? (a > b ? a : b) : (a ?? b);
}

function sayDays(days: number): string {
  return days === 1 ? 'a day' : `${days} days`;
}
