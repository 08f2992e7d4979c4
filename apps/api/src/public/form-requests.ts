import type { Request } from 'express';
import type { FormDefinition, SubmissionChannel, SubmissionRequest, Visitor } from '@features/forms';
import type { FormFields } from './form-body';
import { ipOf } from './hit-request';

const UTM = /^utm_(source|medium|campaign|term|content|id)$/;
const MAX_VALUE = 500;

/** Who posts or looks, as the request shows it. */
export function visitorOf(request: Request): Visitor {
  return {
    ip: ipOf(request),
    userAgent: request.header('user-agent')?.slice(0, 500) ?? null,
    referrer: request.header('referer')?.slice(0, 2000) ?? null,
  };
}

export function submissionRequestOf(request: Request, fields: FormFields): SubmissionRequest {
  return {
    fields,
    visitor: visitorOf(request),
    channel: channelOf(request, fields['embed']?.[0]),
    languages: languagesOf(request),
  };
}

/** `told`: `1` or `page` by the script, by where it runs. */
function channelOf(request: Request, told: string | undefined): SubmissionChannel {
  if (told === 'page') return 'page';
  if (told !== undefined || request.header('sec-fetch-site') === 'cross-site') return 'embed';
  return wantsJson(request) ? 'api' : 'page';
}

export function wantsJson(request: Request): boolean {
  return (request.header('accept') ?? '').startsWith('application/json');
}

/** Languages by preference, the page's `?lang=` first. */
export function languagesOf(request: Request): string[] {
  const asked = request.query['lang'];
  return [
    ...(typeof asked === 'string' ? [asked] : []),
    ...request.acceptsLanguages().filter((tag) => tag !== '*'),
  ];
}

/** What the page's address puts into fields. */
export function prefilled({ fields }: FormDefinition, query: Request['query']): Record<string, string[]> {
  return Object.fromEntries(
    fields.flatMap(({ name, prefill }) => {
      const value = prefill === null ? undefined : query[prefill];
      const entry: [string, string[]][] =
        typeof value === 'string' ? [[name, [value.slice(0, MAX_VALUE)]]] : [];
      return entry;
    }),
  );
}

/** Values that go along unseen: the campaign's parameters, and where the visitor came from. */
export function sourceFields(request: Request): Record<string, string> {
  const utm = Object.entries(request.query).flatMap(([name, value]): [string, string][] =>
    UTM.test(name) && typeof value === 'string' ? [[name, value.slice(0, MAX_VALUE)]] : [],
  );
  const referrer = request.header('referer');
  return {
    ...Object.fromEntries(utm),
    ...(referrer === undefined ? {} : { referrer: referrer.slice(0, 2000) }),
  };
}

/** The same of a post that comes back with errors. */
export function keptFields(fields: FormFields): Record<string, string> {
  const names = Object.keys(fields).filter((name) => UTM.test(name) || KEPT.has(name));
  return Object.fromEntries(names.map((name) => [name, fields[name]?.[0]?.slice(0, 4000) ?? '']));
}

/** The challenge stays: it knows when the visitor began. */
const KEPT: ReadonlySet<string> = new Set(['challenge', 'solution', 'identity', 'referrer', 'page']);
