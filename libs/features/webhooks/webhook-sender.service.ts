import { Injectable } from '@nestjs/common';
import { ConnectError, postVetted, VettedHosts } from '@platform/network';
import type { LeasedCall, WebhookAttempt } from './webhook-call';
import { signatureHeader } from './webhook-signature';
import { WebhookUrls } from './webhook-urls.service';

const TIMEOUT_MS = 15_000;
/** Read of an answer; kept are fewer characters. */
const MAX_ANSWER_BYTES = 16 * 1024;
const KEPT_ANSWER = 500;

export interface MadeAttempt {
  attempt: WebhookAttempt;
  retryAfter: string | undefined;
}

/** Makes one attempt at a call. Never throws. */
@Injectable()
export class WebhookSender {
  constructor(
    private readonly hosts: VettedHosts,
    private readonly urls: WebhookUrls,
  ) {}

  async attempt(call: LeasedCall, secrets: readonly string[]): Promise<MadeAttempt> {
    const at = new Date();
    const result = await this.post(call, secrets, at).catch((error: unknown) => ({
      status: null,
      problem: error instanceof ConnectError ? error.message : 'The call could not be made.',
      answer: '',
      retryAfter: undefined,
    }));
    const { retryAfter, ...outcome } = result;
    const durationMs = Date.now() - at.getTime();
    return { attempt: { number: call.attempt, at, durationMs, ...outcome }, retryAfter };
  }

  private async post(call: LeasedCall, secrets: readonly string[], at: Date) {
    const url = new URL(call.url);
    const why = this.urls.whyNot(url);
    if (why !== null) throw new ConnectError('host-not-allowed', `The address ${why}`);
    const body = bodyOf(call);
    const { status, headers, text } = await postVetted(this.hosts, {
      url,
      headers: {
        'Content-Type': 'application/json',
        'User-Agent': 'Tidings-Webhooks',
        'Tidings-Id': call.id,
        'Tidings-Event': call.event,
        'Tidings-Attempt': String(call.attempt),
        'Tidings-Signature': signatureHeader(body, secrets, at),
      },
      body: Buffer.from(body),
      timeoutMs: TIMEOUT_MS,
      maxAnswerBytes: MAX_ANSWER_BYTES,
    });
    const retryAfter = headers['retry-after'];
    return {
      status,
      problem: null,
      // No column holds NUL.
      answer: [...text.replaceAll('\0', '\ufffd')].slice(0, KEPT_ANSWER).join(''),
      retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
    };
  }
}

/** The same for every attempt: receivers may compare. */
function bodyOf({ id, event, createdAt, data }: LeasedCall): string {
  return JSON.stringify({ id, event, createdAt: createdAt.toISOString(), data });
}
