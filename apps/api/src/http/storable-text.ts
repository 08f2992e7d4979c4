import { json, type RequestHandler } from 'express';
import { DomainError } from '@platform/errors';

/** JSON escapes that may stand for a character PostgreSQL cannot store: NUL and halves of surrogate pairs. */
const SUSPECT_ESCAPE = /\\u(?:0000|d[89a-f])/i;
const UNSTORABLE = /\0|\p{Cs}/u;

/**
 * Parses JSON bodies of up to `limit` and refuses text that no database column can hold. Only bodies with a suspect
 * escape are looked at twice.
 */
export function jsonBody(options: { limit: string; type: string[] }): RequestHandler[] {
  const unstorable = new WeakSet<object>();
  return [
    json({
      ...options,
      verify: (request, _response, body) => {
        if (isUnstorable(body.toString('utf8'))) unstorable.add(request);
      },
    }),
    // Not thrown inside the parser: it would turn the error into one of its own.
    (request, _response, next) => next(unstorable.has(request) ? unstorableText() : undefined),
  ];
}

function isUnstorable(text: string): boolean {
  if (!SUSPECT_ESCAPE.test(text)) return false;
  let found = false;
  try {
    JSON.parse(text, (key, value: unknown) => {
      found ||= UNSTORABLE.test(key) || (typeof value === 'string' && UNSTORABLE.test(value));
      return value;
    });
  } catch {
    return false; // not JSON: the parser itself says so, with the place
  }
  return found;
}

export function unstorableText(): DomainError {
  return new DomainError({
    code: 'request.unstorable-text',
    kind: 'invalid',
    message: 'The request holds a NUL character or half of a surrogate pair, which is not text. Remove it.',
  });
}
