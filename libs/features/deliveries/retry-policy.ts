const minute = 60_000;

/** Waiting time before attempt 2, 3, … of a message that a server deferred (RFC 5321 4.5.4.1 asks for patience). */
const retryDelaysMs = [1 * minute, 5 * minute, 20 * minute, 60 * minute, 240 * minute];

/** Waiting time of a whole batch after the mail server itself was in trouble, by how often that happened in a row. */
const serverDelaysMs = [2_000, 5_000, 15_000, 30_000, minute];

/**
 * When to try again after the `attempts`-th attempt was deferred, or null to give up: the row then stays `deferred`
 * without a next attempt.
 */
export function nextAttemptAt(attempts: number, now: Date): Date | null {
  const delay = retryDelaysMs[attempts - 1];
  return delay === undefined ? null : new Date(now.getTime() + delay);
}

/** How long a batch keeps off a server that was unreachable or said 421, growing with each try up to one minute. */
export function serverBackoffMs(tries: number): number {
  return serverDelaysMs[Math.min(Math.max(tries, 1), serverDelaysMs.length) - 1] as number;
}
