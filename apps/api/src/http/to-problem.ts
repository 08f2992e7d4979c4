import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { DomainError, type ErrorKind } from '@platform/errors';
import type { Problem } from './problem';
import { unstorableText } from './storable-text';

/** What the filter needs to answer and to log. */
export interface MappedProblem {
  problem: Omit<Problem, 'instance' | 'requestId'>;
  level: 'debug' | 'info' | 'warn' | 'error';
  retryAfterSeconds?: number;
}

const UNAVAILABLE_RETRY_SECONDS = 5;

/** The one place where errors become HTTP. What is not expected becomes a 500 that says nothing about its cause. */
export function toProblem(error: unknown): MappedProblem {
  if (error instanceof DomainError) return fromDomainError(error);
  if (error instanceof HttpException) return fromStatus(error.getStatus(), error.message);
  const status = statusOfMiddlewareError(error);
  if (status !== undefined) return fromMiddlewareError(status, error);
  if (postgresCode(error) === INVALID_BYTES) return fromDomainError(unstorableText());
  if (isConnectionFailure(error)) {
    return {
      ...answer(503, 'service.unavailable', 'The database does not answer. Try again in a few seconds.'),
      retryAfterSeconds: UNAVAILABLE_RETRY_SECONDS,
      level: 'error',
    };
  }
  return unexpected(500);
}

function fromDomainError(error: DomainError): MappedProblem {
  const { status, level } = statusOf(error.kind);
  const mapped: MappedProblem = { ...answer(status, error.code, error.message), level };
  if (error.errors.length > 0) mapped.problem.errors = error.errors;
  if (error.kind === 'rate-limited' || error.kind === 'unavailable') {
    mapped.retryAfterSeconds = error.retryAfterSeconds ?? UNAVAILABLE_RETRY_SECONDS;
  }
  return mapped;
}

function statusOf(kind: ErrorKind): { status: number; level: MappedProblem['level'] } {
  switch (kind) {
    case 'invalid':
      return { status: 400, level: 'debug' };
    case 'unauthenticated':
      return { status: 401, level: 'info' };
    case 'forbidden':
      return { status: 403, level: 'info' };
    case 'not-found':
      return { status: 404, level: 'debug' };
    case 'conflict':
      return { status: 409, level: 'info' };
    case 'rule-broken':
      return { status: 422, level: 'info' };
    case 'rate-limited':
      return { status: 429, level: 'info' };
    case 'unavailable':
      return { status: 503, level: 'warn' };
  }
}

/** Nest's and Express's own exceptions: unknown route, malformed JSON, wrong media type. */
function fromStatus(status: number, message: string): MappedProblem {
  switch (status) {
    case 400:
      return answer(400, 'request.malformed', `The request cannot be read: ${withoutFullStop(message)}.`);
    case 404:
      return answer(
        404,
        'route.not-found',
        `${withoutFullStop(message)}. The API is described at /api/docs.`,
      );
    case 413:
      return answer(413, 'request.too-large', message);
    case 415:
      return answer(415, 'request.unsupported-media-type', message);
    default:
      return status >= 500 ? unexpected(status) : answer(status, 'request.refused', message);
  }
}

function fromMiddlewareError(status: number, error: unknown): MappedProblem {
  const { type, limit, message } = error as { type?: string; limit?: number; message: string };
  if (type !== 'entity.too.large') return fromStatus(status, message);
  return fromStatus(
    413,
    `The body is larger than the ${limit ?? 0} bytes allowed here. Send it in smaller parts.`,
  );
}

function answer(status: number, code: string, detail: string): MappedProblem {
  const { problem } = withoutDetail(status, code);
  return { problem: { ...problem, detail }, level: 'debug' };
}

/** Nothing of the cause goes out: it may hold anything. */
function unexpected(status: number): MappedProblem {
  return { ...withoutDetail(status, 'internal'), level: 'error' };
}

function withoutDetail(status: number, code: string): Pick<MappedProblem, 'problem'> {
  const title = STATUS_CODES[status] ?? 'Error';
  return { problem: { type: `urn:tidings:problem:${code}`, title, status, code } };
}

/** Express middleware throws plain errors that carry a status. */
function statusOfMiddlewareError(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  const { status, statusCode } = error as { status?: unknown; statusCode?: unknown };
  const value = status ?? statusCode;
  return typeof value === 'number' && value >= 400 && value < 500 ? value : undefined;
}

const CONNECTION_FAILURES = ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', '57P01', '57P03', '53300', '08006'];

/** PostgreSQL's character_not_in_repertoire: a NUL reached it, from an address or a query. */
const INVALID_BYTES = '22021';

/** The code of a driver's error, also when TypeORM wrapped it. */
function postgresCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code } = ((error as { driverError?: unknown }).driverError ?? error) as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}

function isConnectionFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (CONNECTION_FAILURES.includes(postgresCode(error) ?? '')) return true;
  return /timeout exceeded when trying to connect|Connection terminated/.test(error.message);
}

function withoutFullStop(message: string): string {
  return message.replace(/\.+$/, '');
}
