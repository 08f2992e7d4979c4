/** Where one thing stands in the reports of a chat. */
export interface Place {
  target: string;
  /** JSON pointer (RFC 6901). */
  pointer: string;
}

/** What a chat that can be told what to send reports; the server's own default. */
export const USUAL_MAPPING: Readonly<Record<string, string>> = {
  conversationId: '/conversationId',
  email: '/email',
  startedAt: '/startedAt',
  name: '/name',
  firstName: '/firstName',
  lastName: '/lastName',
  phone: '/phone',
  locale: '/locale',
  country: '/country',
  city: '/city',
  company: '/company',
  'properties.page': '/page',
  'properties.topic': '/topic',
};

/** Targets to choose from; also `attributes.<key>` and `properties.<name>`. */
export const TARGETS: readonly string[] = [
  'conversationId',
  'email',
  'startedAt',
  'name',
  'firstName',
  'lastName',
  'phone',
  'locale',
  'timeZone',
  'country',
  'region',
  'city',
  'postalCode',
  'company',
  'properties.page',
  'properties.topic',
];

export const FIRST_PLACES: readonly Place[] = [
  { target: 'conversationId', pointer: '/chat/id' },
  { target: 'email', pointer: '/visitor/email' },
  { target: 'name', pointer: '/visitor/name' },
];

export function isUsual(mapping: Readonly<Record<string, string>>): boolean {
  const entries = Object.entries(mapping);
  return (
    entries.length === Object.keys(USUAL_MAPPING).length &&
    entries.every(([target, pointer]) => USUAL_MAPPING[target] === pointer)
  );
}

export function placesOf(mapping: Readonly<Record<string, string>>): Place[] {
  return Object.entries(mapping).map(([target, pointer]) => ({ target, pointer }));
}

export function mappingOf(places: readonly Place[]): Record<string, string> {
  return Object.fromEntries(
    places
      .map(({ target, pointer }) => [target.trim(), pointer.trim()] as const)
      .filter(([target]) => target !== ''),
  );
}

const SAMPLES: Readonly<Record<string, string>> = {
  conversationId: 'conversation-1',
  email: 'ana@example.com',
  startedAt: '2026-11-23T10:00:00Z',
  name: 'Ana Silva',
  firstName: 'Ana',
  lastName: 'Silva',
  phone: '+351 912 345 678',
  locale: 'pt-PT',
  timeZone: 'Europe/Lisbon',
  country: 'PT',
  city: 'Lisbon',
  'properties.page': '/prices',
  'properties.topic': 'Delivery',
};

/** Of the usual targets, those that a first report shows. */
const SHOWN = ['conversationId', 'email', 'name', 'properties.page', 'properties.topic'];

type Json = { [key: string]: Json | string };

/** A report as a chat with this mapping would post it. Numbers in pointers become keys of objects, which read the same. */
export function sampleReport(mapping: Readonly<Record<string, string>>): Json {
  const report: Json = {};
  const shown = isUsual(mapping) ? SHOWN : Object.keys(mapping);
  for (const target of shown) {
    const pointer = mapping[target];
    if (!pointer?.startsWith('/')) continue;
    put(report, keysOf(pointer), SAMPLES[target] ?? 'value');
  }
  return report;
}

/** RFC 6901: `~1` stands for a slash, `~0` for a tilde. */
function keysOf(pointer: string): string[] {
  return pointer
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function put(report: Json, keys: readonly string[], value: string): void {
  let node = report;
  for (const key of keys.slice(0, -1)) {
    const next = Object.hasOwn(node, key) ? node[key] : undefined;
    const child: Json = typeof next === 'object' ? next : {};
    node[key] = child;
    node = child;
  }
  node[keys.at(-1) ?? ''] = value;
}

/** A command to try the address with. */
export function curlExample(url: string, mapping: Readonly<Record<string, string>>): string {
  const body = JSON.stringify(sampleReport(mapping), null, 2).replaceAll("'", "'\\''");
  return `curl -X POST '${url}' \\\n  -H 'Content-Type: application/json' \\\n  -d '${body}'`;
}
