/**
 * What went wrong, by who can mend it. `apps/api/src/http` maps each kind to one HTTP status; the worker
 * treats `unavailable` and `rate-limited` as transient and everything else as permanent.
 */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'rule-broken'
  | 'rate-limited'
  | 'unavailable';

/** One offending input. `pointer` is a JSON pointer (RFC 6901) into the request body, such as `/audience/include/0`. */
export interface FieldError {
  pointer: string;
  code: string;
  message: string;
}

export interface DomainErrorInput {
  /** Stable, documented, machine-readable: `campaign.not-editable`. */
  code: string;
  kind: ErrorKind;
  /** For people: names the thing, the reason and the remedy. Never contains a secret or another tenant's data. */
  message: string;
  errors?: FieldError[];
  details?: Record<string, unknown>;
  /** For `rate-limited` and `unavailable`: seconds after which trying again makes sense. */
  retryAfterSeconds?: number;
  cause?: unknown;
}

/** Every expected failure of the product. Libraries throw it; only the API turns it into HTTP. */
export class DomainError extends Error {
  readonly code: string;
  readonly kind: ErrorKind;
  readonly errors: FieldError[];
  readonly details: Record<string, unknown>;
  readonly retryAfterSeconds: number | undefined;

  constructor(input: DomainErrorInput) {
    super(input.message, input.cause === undefined ? undefined : { cause: input.cause });
    this.name = 'DomainError';
    this.code = input.code;
    this.kind = input.kind;
    this.errors = input.errors ?? [];
    this.details = input.details ?? {};
    this.retryAfterSeconds = input.retryAfterSeconds;
  }
}

/** A well-formed request that names something which does not exist (or belongs to another workspace). */
export function notFound(noun: string, id: string): DomainError {
  return new DomainError({
    code: `${noun}.not-found`,
    kind: 'not-found',
    message: `There is no ${noun.replace(/-/g, ' ')} with the id ${id} in this workspace.`,
  });
}

/** One invalid field. `pointer` is a JSON pointer into the request body. */
export function invalidField(pointer: string, code: string, message: string): DomainError {
  return new DomainError({ code, kind: 'invalid', message, errors: [{ pointer, code, message }] });
}
