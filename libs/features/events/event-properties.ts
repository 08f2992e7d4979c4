/** What a property was seen to hold; `mixed` once two events disagreed. */
export type PropertyType = 'text' | 'number' | 'boolean' | 'list' | 'object' | 'mixed';

export const MAX_PROPERTIES_BYTES = 32 * 1024;
const MAX_DEPTH = 6;
const MAX_KEYS = 200;
const MAX_KEY_LENGTH = 100;

/** What PostgreSQL cannot store in a jsonb string: U+0000 and half of a surrogate pair. */
// eslint-disable-next-line no-control-regex
const UNSTORABLE = /\u0000|\p{Cs}/u;

/**
 * Why `properties` cannot be stored with an event, or undefined when it can: a JSON object of at most 32 kB, 200 own
 * keys of at most 100 characters, and 6 levels of nesting.
 */
export function propertiesProblem(properties: unknown): string | undefined {
  if (!isPlainObject(properties)) return 'must be a JSON object';
  const keys = Object.keys(properties);
  if (keys.length > MAX_KEYS) return `has more than ${MAX_KEYS} keys`;
  if (keys.some((key) => key === '' || key.length > MAX_KEY_LENGTH)) {
    return `has a key that is empty or longer than ${MAX_KEY_LENGTH} characters`;
  }
  return valueProblem(properties, 1) ?? sizeProblem(properties);
}

function valueProblem(value: unknown, depth: number): string | undefined {
  if (typeof value === 'string') {
    return UNSTORABLE.test(value) ? 'holds a NUL character or half of a surrogate pair' : undefined;
  }
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : 'holds a number out of range';
  if (value === null || typeof value === 'boolean') return undefined;
  if (typeof value !== 'object') return 'holds something that JSON cannot express';
  if (depth > MAX_DEPTH) return `is nested deeper than ${MAX_DEPTH} levels`;
  for (const [key, inner] of Object.entries(value)) {
    const problem = valueProblem(key, depth) ?? valueProblem(inner, depth + 1);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function sizeProblem(properties: object): string | undefined {
  return Buffer.byteLength(JSON.stringify(properties)) > MAX_PROPERTIES_BYTES
    ? 'is larger than 32 kB'
    : undefined;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export interface SeenProperty {
  eventName: string;
  property: string;
  type: PropertyType;
}

/** The catalogue rows of a batch of events: each property once, `mixed` where the batch itself disagrees. */
export function seenProperties(
  events: readonly { name: string; properties: Record<string, unknown> }[],
): SeenProperty[] {
  const seen = new Map<string, SeenProperty>();
  for (const event of events) {
    for (const [property, value] of Object.entries(event.properties)) {
      const type = typeOf(value);
      if (type === undefined) continue;
      const key = JSON.stringify([event.name, property]);
      const known = seen.get(key);
      if (!known) seen.set(key, { eventName: event.name, property, type });
      else if (known.type !== type) known.type = 'mixed';
    }
  }
  // One order for everybody, so that two batches never wait for each other in a circle.
  return [...seen].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

function typeOf(value: unknown): PropertyType | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  return Array.isArray(value) ? 'list' : 'object';
}
