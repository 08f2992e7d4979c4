import { WAIT_REASONS, type Waiting as SendingWait, type WaitReason } from '@features/deliveries';
import type { ProgressFigures } from './progress-figures';
import { sayCount } from './say-number';
import { sayMoment } from './say-time';

/** Something that keeps messages from going out at the moment. */
export interface Waiting {
  kind:
    | 'audience'
    | 'paused'
    | 'mail-server'
    | 'limit'
    | 'local-time'
    | 'ab-test'
    | 'retry'
    | 'schedule'
    | WaitReason;
  /** In plain words. */
  sentence: string;
  /** When that ends by itself; null where nobody knows. */
  until: Date | null;
  /** Messages concerned; null where that is not counted. */
  messages: number | null;
}

/** What keeps mail away, as people are told of it: the server itself, or what may go through it. */
export const WAITING_KINDS: Record<SendingWait['by'], 'mail-server' | 'limit'> = {
  server: 'mail-server',
  provider: 'limit',
  domain: 'limit',
  limit: 'limit',
};

const PUT_OFF: Record<WaitReason, string> = {
  'quiet-hours': 'for the end of the quiet hours where people live',
  'frequency-cap': 'because people have got as many messages as the workspace allows',
};

/** Everything that the campaign waits for now. `holds` are those that concern it. */
export function waitsOf(
  figures: ProgressFigures,
  { now, holds }: { now: Date; holds: readonly Waiting[] },
): Waiting[] {
  const { status, pause, undecided, later, zone, reason } = figures;
  const at = (moment: Date): string => sayMoment(moment, { now, zone });
  if (status === 'scheduled') {
    const sentence = `It starts at ${figures.scheduledAt ? at(figures.scheduledAt) : 'its time'}.`;
    return [{ kind: 'schedule', sentence, until: figures.scheduledAt, messages: null }];
  }
  if (status === 'resolving')
    return [{ kind: 'audience', sentence: 'The audience is being worked out.', until: null, messages: null }];
  if (status === 'paused') {
    const sentence = pause?.reason ?? reason ?? 'Paused.';
    return [{ kind: 'paused', sentence, until: null, messages: null }];
  }
  if (status !== 'sending') return [];
  const waits: Waiting[] = [...holds, ...lastRunInto(figures, { now, holds })];
  if (later.count > 0 && later.from !== null) {
    const sentence = `${sayMessages(later.count)} until their time has come; the next of them go out at ${at(later.from)}.`;
    waits.push({ kind: 'local-time', sentence, until: later.from, messages: later.count });
  }
  if (undecided > 0) {
    const sentence = `${sayMessages(undecided)} until the winner of the A/B test is known.`;
    waits.push({ kind: 'ab-test', sentence, until: null, messages: undecided });
  }
  waits.push(...putOff(figures, at));
  return [...waits, ...retries(figures, { at, isExplained: waits.length > 0 })];
}

/** What the last batch ran into, unless it is one of the holds, which are told as they are now. */
function lastRunInto(
  { reason, waitingBy, waitingUntil, retryAt }: ProgressFigures,
  { now, holds }: { now: Date; holds: readonly Waiting[] },
): Waiting[] {
  if (reason === null) return [];
  const kind = WAITING_KINDS[waitingBy ?? 'server'];
  if (waitingBy !== 'limit' && holds.some((hold) => hold.kind === kind)) return [];
  const until = waitingUntil !== null && waitingUntil > now ? waitingUntil : retryAt;
  return [{ kind, sentence: reason, until, messages: null }];
}

function putOff(
  { tallies, putOffUntil }: ProgressFigures,
  at: (moment: Date) => string,
): (Waiting & { messages: number })[] {
  return WAIT_REASONS.flatMap((kind) => {
    const [messages, until] = [tallies[kind] ?? 0, putOffUntil[kind] ?? null];
    // Whose time has come is waited for no longer, and counted until somebody takes them in hand.
    if (messages <= 0 || until === null) return [];
    const sentence = `${sayMessages(messages)} ${PUT_OFF[kind]}; the next of them may go at ${at(until)}.`;
    return [{ kind, sentence, until, messages }];
  });
}

function retries(
  { tallies, retryAt }: ProgressFigures,
  { at, isExplained }: { at: (moment: Date) => string; isExplained: boolean },
): Waiting[] {
  const deferred = tallies.deferred ?? 0;
  if (deferred === 0 && (retryAt === null || isExplained)) return [];
  const what =
    deferred === 0
      ? 'Messages wait for another try'
      : `${sayCount(deferred)} ${deferred === 1 ? 'message was' : 'messages were'} refused for now by the recipients' servers`;
  const again = retryAt === null ? '' : `; the next try is at ${at(retryAt)}`;
  const messages = deferred === 0 ? null : deferred;
  return [{ kind: 'retry', sentence: `${what}${again}.`, until: retryAt, messages }];
}

function sayMessages(count: number): string {
  return count === 1 ? '1 message waits' : `${sayCount(count)} messages wait`;
}
