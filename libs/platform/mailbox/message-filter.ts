import type { StoredMessage } from './stored-message';

/** Which messages are asked for; every condition given has to hold. Text is compared without regard to case. */
export interface MessageFilter {
  /** An address of the envelope, whole. */
  to?: string;
  /** Part of the subject. */
  subject?: string;
  /** Part of the subject, From, To or an envelope address; several words must all be found. */
  q?: string;
  /** Received at this moment or later. */
  since?: Date;
  /** Names in lower case; the value must be equal. Only indexed headers can be found. */
  headers?: Record<string, string>;
}

function searchText(message: StoredMessage): string {
  const { envelope, subject, from, to } = message;
  return [subject, from, to, envelope.from, ...envelope.to].join('\n').toLowerCase();
}

/** Turns the filter into a predicate, so that a scan over all messages prepares its comparisons once. */
export function matcher(filter: MessageFilter): (message: StoredMessage) => boolean {
  const tests: ((message: StoredMessage) => boolean)[] = [];
  const to = filter.to?.trim().toLowerCase();
  if (to) tests.push((message) => message.envelope.to.some((address) => address.toLowerCase() === to));
  const subject = filter.subject?.trim().toLowerCase();
  if (subject) tests.push((message) => message.subject.toLowerCase().includes(subject));
  const since = filter.since?.toISOString();
  if (since) tests.push((message) => message.receivedAt >= since);
  for (const [name, value] of Object.entries(filter.headers ?? {})) {
    const wanted = value.toLowerCase();
    tests.push((message) => message.headers[name]?.toLowerCase() === wanted);
  }
  const words = filter.q?.toLowerCase().split(/\s+/).filter(Boolean) ?? [];
  if (words.length > 0) {
    tests.push((message) => {
      const text = searchText(message);
      return words.every((word) => text.includes(word));
    });
  }
  return (message) => tests.every((test) => test(message));
}
