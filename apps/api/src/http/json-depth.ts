import type { NextFunction, Request, Response } from 'express';
import { DomainError } from '@platform/errors';

/** Deeper than anything we take (rule trees: 8 groups, event properties: 6 levels), far from what exhausts a stack. */
const MAX_DEPTH = 64;

/** Validation leaves these out without a word: a filter of them would be no filter, and stand for everybody. */
const RESERVED_KEYS = ['__proto__', 'constructor'];

/**
 * Refuses JSON bodies that are nested too deeply, before validation walks them by recursion, and those with keys that
 * mean something to JavaScript. Level by level, so this itself needs no stack.
 */
export function refuseDeepBody(request: Request, _response: Response, next: NextFunction): void {
  let level: unknown[] = [request.body];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return next(tooDeep());
    const reserved = RESERVED_KEYS.find((key) => level.some((value) => holdsKey(value, key)));
    if (reserved !== undefined) return next(reservedKey(reserved));
    level = level.flatMap(nestedValues);
  }
  next();
}

function nestedValues(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.values<unknown>(value as Record<string, unknown>).filter(
    (inner) => typeof inner === 'object' && inner !== null,
  );
}

function holdsKey(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key);
}

function reservedKey(key: string): DomainError {
  return new DomainError({
    code: 'request.reserved-key',
    kind: 'invalid',
    message: `The body has a key called ${key}, which cannot be used as a name here. Choose another one.`,
  });
}

function tooDeep(): DomainError {
  return new DomainError({
    code: 'request.too-deep',
    kind: 'invalid',
    message: `The body is nested deeper than ${MAX_DEPTH} levels; send flatter JSON.`,
  });
}
