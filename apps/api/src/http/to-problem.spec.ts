import { NotFoundException, PayloadTooLargeException } from '@nestjs/common';
import { DomainError, type ErrorKind } from '@platform/errors';
import { toProblem } from './to-problem';

function domainError(kind: ErrorKind, retryAfterSeconds?: number): DomainError {
  return new DomainError({ code: 'thing.wrong', kind, message: 'The thing is wrong.', retryAfterSeconds });
}

describe('toProblem', () => {
  it.each([
    ['invalid', 400],
    ['unauthenticated', 401],
    ['forbidden', 403],
    ['not-found', 404],
    ['conflict', 409],
    ['rule-broken', 422],
    ['rate-limited', 429],
    ['unavailable', 503],
  ] as const)('answers %s with %i', (kind, status) => {
    expect(toProblem(domainError(kind)).problem).toMatchObject({ status, code: 'thing.wrong' });
  });

  it('says when to try again', () => {
    expect(toProblem(domainError('rate-limited', 30)).retryAfterSeconds).toBe(30);
    expect(toProblem(domainError('unavailable')).retryAfterSeconds).toBe(5);
    expect(toProblem(domainError('conflict', 30)).retryAfterSeconds).toBeUndefined();
  });

  it('tells nothing about unexpected errors', () => {
    const { problem, level } = toProblem(new Error('password=hunter2 in line 3'));
    expect(problem).toEqual({
      type: 'urn:tidings:problem:internal',
      title: 'Internal Server Error',
      status: 500,
      code: 'internal',
    });
    expect(level).toBe('error');
    expect(toProblem('a string').problem.status).toBe(500);
  });

  it("maps Nest's own exceptions and those of middleware", () => {
    expect(toProblem(new NotFoundException('Cannot GET /x')).problem).toMatchObject({
      code: 'route.not-found',
    });
    expect(toProblem(new PayloadTooLargeException()).problem).toMatchObject({ code: 'request.too-large' });
    const tooLarge = Object.assign(new Error('request entity too large'), {
      status: 413,
      type: 'entity.too.large',
      limit: 10,
    });
    expect(toProblem(tooLarge).problem.detail).toContain('10 bytes');
  });

  it('takes a lost database connection for a passing trouble, and a NUL for bad input', () => {
    expect(toProblem(Object.assign(new Error('x'), { code: 'ECONNREFUSED' })).problem.status).toBe(503);
    expect(toProblem(Object.assign(new Error('x'), { code: '22021' })).problem.code).toBe(
      'request.unstorable-text',
    );
  });
});
