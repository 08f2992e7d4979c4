import { decodeHeaderValue, readHeaderFields } from './header-block';

/** The addresses of the SMTP conversation; `from` is empty for the null sender. */
export interface Envelope {
  from: string;
  to: string[];
}

/** What the index knows about one message: enough to list and search without opening it. */
export interface StoredMessage {
  /** Sorts in order of arrival; never used twice. */
  id: string;
  /** ISO 8601, UTC, milliseconds. */
  receivedAt: string;
  envelope: Envelope;
  /** Header fields, decoded; empty when the message has none. */
  subject: string;
  from: string;
  to: string;
  messageId: string;
  /** Bytes of the message as received. */
  size: number;
  /** List-*, Feedback-ID, Reply-To, Precedence, Auto-Submitted and X-* fields; names in lower case. */
  headers: Record<string, string>;
}

const INDEXED_HEADER =
  /^(?:list-[\w-]+|x-[\w-]+|feedback-id|reply-to|precedence|auto-submitted|sender|return-path)$/;
const MAX_INDEXED_HEADERS = 40;
const MAX_VALUE_LENGTH = 2_000;

export interface ReceivedMessage {
  id: string;
  receivedAt: Date;
  envelope: Envelope;
  raw: Buffer;
}

const cut = (value: string) => value.slice(0, MAX_VALUE_LENGTH);

/** Builds the index entry of a received message from its header block; the body is not looked at. */
export function describeMessage(received: ReceivedMessage): StoredMessage {
  const named = new Map<string, string>();
  const headers: Record<string, string> = {};
  let indexed = 0;
  for (const field of readHeaderFields(received.raw)) {
    const name = field.name.toLowerCase();
    if (!named.has(name)) named.set(name, field.value);
    if (indexed < MAX_INDEXED_HEADERS && INDEXED_HEADER.test(name) && !Object.hasOwn(headers, name)) {
      headers[name] = cut(decodeHeaderValue(field.value));
      indexed += 1;
    }
  }
  const decoded = (name: string) => cut(decodeHeaderValue(named.get(name) ?? ''));
  return {
    id: received.id,
    receivedAt: received.receivedAt.toISOString(),
    envelope: received.envelope,
    subject: decoded('subject'),
    from: decoded('from'),
    to: decoded('to'),
    messageId: cut(named.get('message-id') ?? ''),
    size: received.raw.length,
    headers,
  };
}

/** True for an index line that can be listed; anything else in the file is left out. */
export function isStoredMessage(value: unknown): value is StoredMessage {
  if (typeof value !== 'object' || value === null) return false;
  const entry = value as Partial<StoredMessage>;
  return (
    typeof entry.id === 'string' &&
    /^[0-9a-z]{10}$/.test(entry.id) &&
    [entry.receivedAt, entry.subject, entry.from, entry.to, entry.messageId].every(
      (v) => typeof v === 'string',
    ) &&
    typeof entry.size === 'number' &&
    typeof entry.envelope?.from === 'string' &&
    Array.isArray(entry.envelope.to) &&
    typeof entry.headers === 'object' &&
    entry.headers !== null
  );
}
