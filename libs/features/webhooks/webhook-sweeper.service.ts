import { Injectable } from '@nestjs/common';
import { JobQueue } from '@platform/queue';
import { WebhookCallsRepository } from './webhook-calls.repository';
import { deliverWebhooksJob } from './webhooks.jobs';

const LIMIT = 1_000;
const KEEP_DAYS = 30;
/** Rows deleted by one statement. */
const STRETCH = 5_000;

/** Derives jobs from rows: calls that triggers made, whose pause is over, or whose worker died. And forgets old ones. */
@Injectable()
export class WebhookSweeper {
  constructor(
    private readonly calls: WebhookCallsRepository,
    private readonly queue: JobQueue,
  ) {}

  /** How many workspaces had calls that were due. */
  async sweep(): Promise<number> {
    const due = await this.calls.findDue(LIMIT);
    await this.queue.enqueueMany(
      deliverWebhooksJob,
      due.map((workspaceId) => ({ workspaceId })),
    );
    return due.length;
  }

  /** Deletes calls that ended a month ago. Safe to repeat at any time. */
  async forgetOld(): Promise<{ webhookCalls: number }> {
    let webhookCalls = 0;
    for (;;) {
      const count = await this.calls.forgetFinished(KEEP_DAYS, STRETCH);
      webhookCalls += count;
      if (count < STRETCH) return { webhookCalls };
    }
  }
}
