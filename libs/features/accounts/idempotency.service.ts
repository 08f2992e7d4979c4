import { Injectable } from '@nestjs/common';
import { DomainError } from '@platform/errors';
import { IdempotencyRepository } from './idempotency.repository';

/** One use of an `Idempotency-Key`. */
export interface IdempotentRequest {
  workspaceId: string;
  key: string;
  /** Hash of all that makes the request what it is: method, address, body. */
  requestHash: Buffer;
}

/** The answer to give again. `response` is null when it held a secret and was not kept. */
export interface KeptAnswer {
  status: number;
  response: unknown;
}

/** Answers of requests that carried a key, kept for a day so that a retry changes nothing. */
@Injectable()
export class IdempotencyService {
  constructor(private readonly keys: IdempotencyRepository) {}

  /**
   * Null: go on, the key is yours; `finish` or `abandon` it. Otherwise the answer of the same request before.
   * Throws `idempotency.key-reused` for another request and `idempotency.in-progress` while the first one runs.
   */
  async begin(request: IdempotentRequest): Promise<KeptAnswer | null> {
    if (await this.keys.claim(request.workspaceId, request.key, request.requestHash)) return null;
    const kept = await this.keys.find(request.workspaceId, request.key);
    if (kept && !kept.requestHash.equals(request.requestHash)) throw keyReused();
    if (!kept || kept.status === null) throw inProgress();
    return { status: kept.status, response: kept.response };
  }

  async finish(
    request: IdempotentRequest,
    answer: { status: number; response: string | null },
  ): Promise<void> {
    await this.keys.store(request.workspaceId, request.key, answer);
  }

  /** The request failed and changed nothing: the key may be used again. */
  async abandon(request: IdempotentRequest): Promise<void> {
    await this.keys.release(request.workspaceId, request.key);
  }
}

function keyReused(): DomainError {
  return new DomainError({
    code: 'idempotency.key-reused',
    kind: 'rule-broken',
    message: 'This Idempotency-Key was used with another request. Use a new key for each new request.',
  });
}

function inProgress(): DomainError {
  return new DomainError({
    code: 'idempotency.in-progress',
    kind: 'conflict',
    message:
      'The first request with this Idempotency-Key is still running. Repeat it in a moment to get its answer.',
  });
}
