import { DomainError } from '@platform/errors';

/** JSON escapes that may stand for a character PostgreSQL cannot store: NUL and halves of surrogate pairs. */
const SUSPECT_ESCAPE = /\\u(?:0000|d[89a-f])/i;
const UNSTORABLE = /\0|\p{Cs}/u;

/**
 * `verify` function of the JSON body parser: refuses text that no database column can hold. Only bodies with such an
 * escape are looked at twice.
 */
export function refuseUnstorableText(_request: unknown, _response: unknown, body: Buffer): void {
  const text = body.toString('utf8');
  if (!SUSPECT_ESCAPE.test(text)) return;
  let found = false;
  try {
    JSON.parse(text, (key, value: unknown) => {
      found ||= UNSTORABLE.test(key) || (typeof value === 'string' && UNSTORABLE.test(value));
      return value;
    });
  } catch {
    return; // not JSON: the parser itself says so, with the place
  }
  if (found) throw unstorableText();
}

export function unstorableText(): DomainError {
  return new DomainError({
    code: 'request.unstorable-text',
    kind: 'invalid',
    message: 'The request holds a NUL character or half of a surrogate pair, which is not text. Remove it.',
  });
}
