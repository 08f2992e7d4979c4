import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { share } from '../windows/admission';
import type { Held, SendingRequest } from '../sending-request';
import { closedProviders, entryOf, heldFor, scopesOf, waitsForProbe, type Asked, type Entry } from './entry';
import { findingsOf } from './findings';
import { PROBE_SIZE, type Hold } from './hold';
import { HoldBook } from './hold-book.service';
import type { MailServer } from '@features/smtp-servers';
import type { SendingAnswer } from '../sending-request';

/** Messages that met no hold. */
export interface Entered {
  open: Map<string, number>;
  closed: Map<string, Held>;
  /** Holds that these messages find out about, and for which provider; null is everything. */
  probes: { scope: string; provider: string | null }[];
  /** The database's clock. */
  now: Date;
}

/** Lets messages past holds: all where there are none, a small group where one is over, nobody else. */
@Injectable()
export class HoldGates {
  constructor(private readonly book: HoldBook) {}

  /** `at` replaces the clock. */
  async enter(request: SendingRequest, at?: Date): Promise<Entered> {
    const { holds, now } = await this.book.heldNow(at);
    if (holds.size === 0) return { open: new Map(request.wanted), closed: new Map(), probes: [], now };
    const entry = entryOf(request, holds, now);
    const due = [...entry.commonProbes, ...entry.probes.values()];
    if (entry.open.size === 0 || due.length === 0) return { ...entry, probes: [], now };
    const won = await this.book.claimProbes(
      due.map(({ scope }) => scope),
      at,
    );
    const lost = entry.commonProbes.find(({ scope }) => !won.has(scope));
    if (lost) return this.turnAway(request, { lost, won, now });
    return { ...probing(entry, won, now), now };
  }

  /** Probes that nothing went out for: somebody else may. */
  async release(probes: readonly { scope: string }[]): Promise<void> {
    await this.book.releaseProbes(probes.map(({ scope }) => scope));
  }

  /** Messages that were to find out whether a hold is over did not go after all: somebody else may. */
  async giveBack(request: SendingRequest): Promise<void> {
    await this.book.releaseProbes(this.book.probesAmong(scopesOf(request)));
  }

  /** What holds everything from this sender at this server. */
  async heldAt(asked: Omit<Asked, 'wanted'>, at?: Date): Promise<{ held: Held | undefined; now: Date }> {
    const { holds, now } = await this.book.heldNow(at);
    return { held: heldFor(asked, holds, now), now };
  }

  async closedProviders(server: MailServer, at?: Date): Promise<{ closed: Map<string, Held>; now: Date }> {
    const { holds, now } = await this.book.heldNow(at);
    return { closed: closedProviders(server.id, holds, now), now };
  }

  async report(server: MailServer, answers: readonly SendingAnswer[], at?: Date): Promise<void> {
    await this.book.learn(findingsOf(server, answers), at);
  }

  async forgetOld(now?: Date): Promise<number> {
    return this.book.forgetOld(now);
  }

  private async turnAway(
    { wanted }: SendingRequest,
    { lost, won, now }: { lost: Hold; won: Set<string>; now: Date },
  ): Promise<Entered> {
    await this.book.releaseProbes([...won]);
    const held = waitsForProbe(lost, now);
    const closed = new Map([...wanted.keys()].map((provider) => [provider, held]));
    return { open: new Map(), closed, probes: [], now };
  }
}

/** What goes to find out, once it is known which holds this caller may find out about. */
function probing(entry: Entry, won: Set<string>, now: Date): Omit<Entered, 'now'> {
  const { closed, commonProbes } = entry;
  const wanted = new Map(entry.open);
  const open = new Map(entry.open);
  for (const [provider, hold] of entry.probes) {
    if (!won.has(hold.scope)) open.delete(provider);
    else open.set(provider, Math.min(open.get(provider)!, PROBE_SIZE));
  }
  const caps = [...open].map(([provider, cap]) => ({ provider, cap }));
  const going = commonProbes.length > 0 ? share(caps, PROBE_SIZE, randomInt(1_000_000)) : open;
  for (const [provider, count] of wanted) {
    const hold = entry.probes.get(provider) ?? commonProbes[0];
    if (hold && (going.get(provider) ?? 0) < count) closed.set(provider, waitsForProbe(hold, now));
  }
  const probes = [
    ...commonProbes.map(({ scope }) => ({ scope, provider: null })),
    ...[...entry.probes]
      .map(([provider, { scope }]) => ({ scope, provider }))
      .filter(({ scope }) => won.has(scope)),
  ];
  return { open: going, closed, probes };
}
