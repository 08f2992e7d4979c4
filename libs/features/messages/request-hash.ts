import { createHash } from 'node:crypto';
import type { MessageInput } from './message';

/** What makes a request what it is, without its key. The order of keys in objects does not matter. 32 bytes. */
export function requestHash({ idempotencyKey: _key, ...input }: MessageInput): Buffer {
  return createHash('sha256')
    .update(JSON.stringify(sorted(input)))
    .digest();
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object' || value === null) return value;
  const known = Object.entries(value).filter(([, inner]) => inner !== undefined);
  known.sort(([a], [b]) => (a < b ? -1 : 1));
  return { entries: known.map(([key, inner]) => [key, sorted(inner)]) };
}
