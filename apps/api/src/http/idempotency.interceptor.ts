import { createHmac } from 'node:crypto';
import {
  Injectable,
  StreamableFile,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { catchError, from, mergeMap, of, type Observable } from 'rxjs';
import { IdempotencyService, type IdempotentRequest } from '@features/accounts';
import { Settings } from '@platform/config';
import { DomainError, invalidField } from '@platform/errors';
import { deriveKey } from '@platform/tokens';
import { ANSWER_ONCE_METADATA } from './answer-once';
import type { ApiRequest } from './api-request';

const KEY = /^[\x21-\x7e]{1,255}$/;

/**
 * Makes POSTs that carry an `Idempotency-Key` safe to repeat: the same request gets the first answer again, marked
 * `Idempotency-Replayed: true`. Failed requests free their key. Keys count per workspace and are kept for a day.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  /** Bodies may hold passwords: without the key, nobody who reads the database can try some out. */
  private readonly key: Buffer;

  constructor(
    private readonly reflector: Reflector,
    private readonly idempotency: IdempotencyService,
    settings: Settings,
  ) {
    this.key = deriveKey(settings.secret, 'idempotency');
  }

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<ApiRequest>();
    const key = request.header('idempotency-key');
    if (key === undefined || request.method !== 'POST' || !request.actor) return next.handle();
    if (!KEY.test(key)) {
      const message =
        'Idempotency-Key must be 1 to 255 printable ASCII characters without spaces, such as a UUID.';
      throw invalidField('', 'idempotency.key-invalid', message);
    }
    const use = { workspaceId: request.actor.workspaceId, key, requestHash: this.hashOf(request) };
    const response = context.switchToHttp().getResponse<Response>();
    const kept = await this.idempotency.begin(use);
    if (!kept) return this.runAndKeep(use, { context, next, response });
    if (kept.response === null && kept.status !== 204) throw notKept();
    response.status(kept.status).setHeader('Idempotency-Replayed', 'true');
    return of(kept.response ?? undefined);
  }

  /**
   * Caller, method, address with query, and body: nobody gets an answer that was made for somebody else. Bodies that are
   * not JSON count by type and length.
   */
  private hashOf(request: ApiRequest): Buffer {
    const caller = `${request.actor?.kind ?? ''}:${request.actor?.id ?? ''}`;
    const body: unknown = request.body;
    const content =
      body === undefined
        ? `${request.header('content-type')?.split(';', 1)[0] ?? ''}:${request.header('content-length') ?? ''}`
        : JSON.stringify(body);
    return createHmac('sha256', this.key)
      .update(`${caller}\n${request.method}\n${request.originalUrl}\n${content}`)
      .digest();
  }

  private runAndKeep(
    use: IdempotentRequest,
    call: { context: ExecutionContext; next: CallHandler; response: Response },
  ): Observable<unknown> {
    const isSecret =
      this.reflector.get<boolean | undefined>(ANSWER_ONCE_METADATA, call.context.getHandler()) ?? false;
    // In this order: when keeping the answer fails, the work is done and the key must not be free again.
    return call.next.handle().pipe(
      catchError((error: unknown) =>
        from(this.idempotency.abandon(use)).pipe(
          mergeMap(() => {
            throw error;
          }),
        ),
      ),
      mergeMap(async (answer: unknown) => {
        const isKept = !isSecret && answer !== undefined && !(answer instanceof StreamableFile);
        const response = isKept ? JSON.stringify(answer) : null;
        await this.idempotency.finish(use, { status: call.response.statusCode, response });
        return answer;
      }),
    );
  }
}

function notKept(): DomainError {
  return new DomainError({
    code: 'idempotency.answer-not-kept',
    kind: 'conflict',
    message:
      'This request was already carried out. Its answer held a secret or a file and is not kept; look up the result instead.',
  });
}
