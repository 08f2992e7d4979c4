import { DomainError } from '@platform/errors';

import type { MessageFilter } from './message-filter';
import type { MessagePageRequest } from './message-store';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 5_000;
const HEADER_PREFIX = 'header.';
const PLAIN = ['to', 'subject', 'q', 'since'];
const PAGING = ['limit', 'cursor', 'after'];

function invalid(name: string, message: string): DomainError {
  return new DomainError({
    code: 'mailbox.invalid-query',
    kind: 'invalid',
    message,
    errors: [{ pointer: `/${name}`, code: 'invalid', message }],
  });
}

function readSince(value: string | null): Date | undefined {
  if (value === null) return undefined;
  const since = new Date(value);
  if (Number.isNaN(since.getTime())) {
    throw invalid(
      'since',
      `since is "${value}", which is no date; use ISO 8601 such as 2026-01-31T09:00:00Z.`,
    );
  }
  return since;
}

function readLimit(value: string | null): number {
  if (value === null) return DEFAULT_LIMIT;
  const limit = Number(value);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    throw invalid('limit', `limit is "${value}"; use a whole number from 1 to ${MAX_LIMIT}.`);
  }
  return limit;
}

function readId(name: string, query: URLSearchParams): string | undefined {
  const value = query.get(name);
  if (value === null) return undefined;
  if (!/^[0-9a-z]{10}$/.test(value)) {
    throw invalid(
      name,
      `${name} is "${value}", which no earlier answer gave; leave it out to begin with the newest.`,
    );
  }
  return value;
}

function refuseUnknown(query: URLSearchParams, known: string[]): void {
  for (const name of query.keys()) {
    if (!known.includes(name) && !name.startsWith(HEADER_PREFIX)) {
      throw invalid(name, `There is no parameter ${name}; known are ${known.join(', ')} and header.<name>.`);
    }
  }
}

function filterOf(query: URLSearchParams): MessageFilter {
  const headers: Record<string, string> = {};
  for (const [name, value] of query) {
    if (name.startsWith(HEADER_PREFIX)) headers[name.slice(HEADER_PREFIX.length).toLowerCase()] = value;
  }
  return {
    to: query.get('to') ?? undefined,
    subject: query.get('subject') ?? undefined,
    q: query.get('q') ?? undefined,
    since: readSince(query.get('since')),
    headers,
  };
}

/** The filter of a request; refuses parameters that do not exist, so that a typing error is not "all messages". */
export function readFilter(query: URLSearchParams): MessageFilter {
  refuseUnknown(query, PLAIN);
  return filterOf(query);
}

/** The filter and page of a list request. */
export function readPageRequest(query: URLSearchParams): MessagePageRequest {
  refuseUnknown(query, [...PLAIN, ...PAGING]);
  return {
    filter: filterOf(query),
    limit: readLimit(query.get('limit')),
    before: readId('cursor', query),
    after: readId('after', query),
  };
}
