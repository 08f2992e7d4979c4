import { findProvider, providerName } from '../providers/mail-provider';
import { withoutHosts } from './reply-words';
import type { TroubleCause } from './trouble';

export type HoldKind = 'server' | 'provider' | 'domain';

/** What is held: everything through a server, a mailbox provider at a server, a sending domain (everywhere or at a server). */
export interface HoldTarget {
  kind: HoldKind;
  /** Unique for what is held. */
  scope: string;
  /** Whose it is; null for what all workspaces share. */
  workspaceId: string | null;
  serverId: string;
  /** Host and port. */
  serverLabel: string;
  provider: string | null;
  domain: string | null;
}

/** How long and why something waits, and how often that happened. */
export interface HoldState {
  cause: TroubleCause;
  /** What was said last. */
  reply: string;
  /** How often in a row it was put off. */
  strikes: number;
  /** When that began. */
  since: Date;
  /** When it was put off last. */
  struckAt: Date;
  /** Null when it is not held. After this time one small group finds out whether it goes again. */
  heldUntil: Date | null;
  /** A group is finding out; nobody else goes before this time. */
  probeUntil: Date | null;
  liftedAt: Date | null;
}

export type Hold = HoldTarget & HoldState & { id: string };

/** First delay by cause; each further strike doubles it. */
const FIRST_DELAY_MS: Record<TroubleCause, number> = {
  // Most servers are back in a moment: restarts, a full queue.
  unreachable: 2_000,
  busy: 2_000,
  // Somebody must correct something: asking often makes it worse (accounts get locked, reputation falls).
  'sign-in': 60_000,
  'sender-refused': 60_000,
  authentication: 60_000,
  // Rates are counted by the minute at least.
  rate: 30_000,
  policy: 30_000,
};

/** Trouble of a server that is over once mail goes through. */
const PASSING: ReadonlySet<TroubleCause> = new Set(['unreachable', 'busy', 'rate']);

export const LONGEST_HOLD_MS = 15 * 60_000;
/** Trouble that a single message told of may be that message's fault. */
const LONE_WITNESS_MS = 15_000;
/** Every hold is shorter or longer by up to this part of it, so that not everything is tried again at once. */
const JITTER = 0.2;
/** After it was lifted, every such time without trouble takes one strike away. */
const DECAY_MS = 5 * 60_000;
/** A server that went well until now waits for at most this part of that time, and not less than the shortest hold. */
const FIRST_HOLD_SHARE = 1 / 40;
const SHORTEST_HOLD_MS = 250;
/** How long one group has to find out; if its worker dies, the next one may. */
export const PROBE_MS = 30_000;
/** Others look again after so long whether the group has found out. */
const LOOK_AGAIN_MS = 2_000;
/** So many strikes in a row are no passing trouble. */
export const OPEN_CIRCUIT_STRIKES = 5;

/** Messages in the first group after a hold. */
export const PROBE_SIZE = 10;

export interface Strike {
  kind: HoldKind;
  cause: TroubleCause;
  reply: string;
  /** Messages that told of it. */
  witnesses: number;
  at: Date;
  /** 0 ≤ random < 1 */
  random: number;
}

/**
 * The state after trouble. Null when nothing changes: what was on its way when the hold began tells nothing new, and must not
 * make it longer.
 */
export function struck(before: HoldState | null, strike: Strike): HoldState | null {
  const { cause, reply, at } = strike;
  if (before?.heldUntil && at < before.heldUntil) return null;
  const old = before ? strikesAt(before, at) : 0;
  const strikes = old + 1;
  const longest = before ? longestFirstMs(before, strike) : LONGEST_HOLD_MS;
  const delay = Math.min(delayMs(strike, strikes), longest) * (1 - JITTER + 2 * JITTER * strike.random);
  return {
    cause,
    reply,
    strikes,
    since: before && old > 0 ? before.since : at,
    struckAt: at,
    heldUntil: new Date(at.getTime() + Math.round(Math.min(delay, LONGEST_HOLD_MS))),
    probeUntil: null,
    liftedAt: null,
  };
}

/**
 * The state after mail went through; null when nothing was held, or what went through had left before the hold began. A
 * server that takes mail again is believed at once, since all its mail waits where few messages made trouble: a success takes
 * half of its strikes and one. Whoever counts or judges our mail for long (providers, for domains) forgets with time only.
 */
export function eased(before: HoldState | null, at: Date, kind: HoldKind): HoldState | null {
  if (!before?.heldUntil || at < before.heldUntil) return null;
  const isBelieved = kind === 'server' && PASSING.has(before.cause);
  const strikes = isBelieved ? Math.floor((before.strikes - 1) / 2) : before.strikes;
  return { ...before, strikes, heldUntil: null, probeUntil: null, liftedAt: at };
}

/** Strikes that still count: time without trouble takes them away. */
export function strikesAt({ strikes, liftedAt, heldUntil }: HoldState, at: Date): number {
  if (heldUntil !== null || liftedAt === null) return strikes;
  const quietMs = Math.max(0, at.getTime() - liftedAt.getTime());
  return Math.max(0, strikes - Math.floor(quietMs / DECAY_MS));
}

/** What mail does at a hold: pass, find out whether it goes again, or wait. */
export type Gate = { is: 'open' } | { is: 'probe' } | { is: 'closed'; until: Date };

export function gateAt({ heldUntil, probeUntil }: HoldState, now: Date): Gate {
  if (heldUntil === null) return { is: 'open' };
  if (now < heldUntil) return { is: 'closed', until: heldUntil };
  if (probeUntil === null || now >= probeUntil) return { is: 'probe' };
  return { is: 'closed', until: new Date(Math.min(probeUntil.getTime(), now.getTime() + LOOK_AGAIN_MS)) };
}

function delayMs({ cause, witnesses }: Strike, strikes: number): number {
  const delay = Math.min(FIRST_DELAY_MS[cause] * 2 ** Math.min(strikes - 1, 20), LONGEST_HOLD_MS);
  const isMessageToBlame = witnesses < 2 && (cause === 'busy' || cause === 'unreachable');
  return isMessageToBlame ? Math.min(delay, LONE_WITNESS_MS) : delay;
}

/**
 * The first hold after a success. Somebody may make a healthy server say no as often as they like: so it is held for a small
 * part of the time at most. Rates are another matter: going on at once is what the server asks us not to do.
 */
function longestFirstMs({ heldUntil, liftedAt, struckAt }: HoldState, { kind, cause, at }: Strike): number {
  const isFirst = heldUntil === null && liftedAt !== null && struckAt < liftedAt;
  if (!isFirst || kind !== 'server' || (cause !== 'busy' && cause !== 'unreachable')) return LONGEST_HOLD_MS;
  return Math.max(SHORTEST_HOLD_MS, (at.getTime() - liftedAt.getTime()) * FIRST_HOLD_SHARE);
}

/**
 * A hold as everybody may see it. At a server that all workspaces share, whom others write to is nobody's business: what is
 * not a known provider loses its name (`provider` is null) and its words, and other words lose the names of hosts.
 */
export function asSeenByAll<T extends HoldTarget & HoldState>(hold: T): T {
  const { kind, provider, workspaceId, reply, serverId } = hold;
  if (workspaceId !== null) return hold;
  if (kind !== 'provider' || findProvider(provider ?? '')) return { ...hold, reply: withoutHosts(reply) };
  return { ...hold, scope: `provider:${serverId}`, provider: null, reply: '' };
}

/**
 * Plain words for people: who says what, since when, when it is tried again, and what to look at. `zone` is an IANA name. What
 * all workspaces share is told in words for all of them.
 */
export function sayHold(told: HoldTarget & HoldState, now: Date, zone = 'UTC'): string {
  const hold = asSeenByAll(told);
  const words = hold.reply.replace(/[\s.]{1,9}$/, '');
  const what = words === '' ? sayTrouble(hold) : `${sayTrouble(hold)}: ${words}`;
  const isTried = gateAt(hold, now);
  const next =
    isTried.is === 'closed' && hold.heldUntil && now < hold.heldUntil
      ? `next try at ${clock(hold.heldUntil, zone)}`
      : 'the next message to go finds out whether it goes again';
  const times =
    hold.strikes < OPEN_CIRCUIT_STRIKES
      ? ''
      : ` This has gone on since ${clock(hold.since, zone)}, ${hold.strikes} times in a row.`;
  const isForPeople = hold.strikes >= OPEN_CIRCUIT_STRIKES || FIRST_DELAY_MS[hold.cause] >= 60_000;
  return `${what}; ${next}.${times}${isForPeople ? ` ${advice(hold)}` : ''}`;
}

function sayTrouble({ kind, cause, serverLabel, provider, domain }: HoldTarget & HoldState): string {
  const itself = kind === 'provider' ? 'One recipient domain' : `The mail server ${serverLabel}`;
  const who = provider === null ? itself : providerName(provider);
  if (kind === 'domain') {
    return cause === 'sender-refused'
      ? `The mail server ${serverLabel} does not take mail from ${domain}`
      : `${who} doubts mail from ${domain}`;
  }
  switch (cause) {
    case 'unreachable':
      return `The mail server ${serverLabel} cannot be reached`;
    case 'sign-in':
      return `The mail server ${serverLabel} does not let us sign in`;
    case 'rate':
      return `${who} asks us to slow down`;
    case 'busy':
      return `${who} does not take mail now`;
    case 'policy':
    case 'authentication':
    case 'sender-refused':
      return `${who} puts our mail off`;
  }
}

function advice({ kind, cause, provider, serverLabel }: HoldTarget & HoldState): string {
  switch (cause) {
    case 'unreachable':
      return `Check that ${serverLabel} is the right address and that the server runs.`;
    case 'sign-in':
      return 'Check user name, password and encryption of the server.';
    case 'sender-refused':
      return `Check at ${serverLabel} that it may send for this domain.`;
    case 'authentication':
      return 'Check SPF, DKIM and DMARC of the domain, and how many people complain.';
    case 'busy':
      return `Look into the log of ${serverLabel}.`;
    case 'rate':
    case 'policy':
      if (kind === 'provider' && provider === null)
        return 'Check complaints, bounces and the age of the addresses.';
      return kind === 'server'
        ? `Set lower limits for ${serverLabel}, or ask whoever runs it for higher ones.`
        : `Set lower limits for ${providerName(provider ?? '')}, and check complaints, bounces and the age of the addresses.`;
  }
}

function clock(time: Date, zone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone });
  return `${format.format(time)}${zone === 'UTC' ? ' UTC' : ` (${zone})`}`;
}
