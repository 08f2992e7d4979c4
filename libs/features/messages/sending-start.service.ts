import { Inject, Injectable } from '@nestjs/common';
import { LOGGER, type Logger } from '@platform/logging';
import { JobQueue } from '@platform/queue';
import { sendDueMessagesJob } from './messages.jobs';
import type { StoredMessage } from './posted-messages.repository';

/** What lies further ahead is found by the sweep: a job need not wait that long in the queue. */
const MAX_JOB_DELAY_MS = 24 * 3600_000;

/**
 * Starts jobs for messages that were posted. While one job of a workspace is being queued, all that are posted in the meantime
 * share the next one: a job costs more than a message. Nobody waits for it, since the sweep finds what was not queued.
 */
@Injectable()
export class SendingStart {
  /** Per workspace: the message to queue a job for once the queue has answered, null when there is none yet. */
  private readonly next = new Map<string, string | null>();

  constructor(
    private readonly queue: JobQueue,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** After the commit. One job for all that are due together. */
  start(workspaceId: string, stored: readonly StoredMessage[]): void {
    const firsts = new Map<number, string>();
    for (const { id, status, dueAt } of stored) {
      const delayMs = Math.max(0, dueAt.getTime() - Date.now());
      if (status === 'pending' && delayMs <= MAX_JOB_DELAY_MS && !firsts.has(delayMs))
        firsts.set(delayMs, id);
    }
    for (const [delayMs, id] of firsts) {
      if (delayMs > 0) void this.enqueue(workspaceId, id, delayMs);
      else if (this.next.has(workspaceId)) this.next.set(workspaceId, id);
      else void this.enqueueAll(workspaceId, id);
    }
  }

  private async enqueueAll(workspaceId: string, first: string): Promise<void> {
    for (let id: string | null = first; id !== null; id = this.next.get(workspaceId) ?? null) {
      this.next.set(workspaceId, null);
      await this.enqueue(workspaceId, id, 0);
    }
    this.next.delete(workspaceId);
  }

  private async enqueue(workspaceId: string, occasion: string, delayMs: number): Promise<void> {
    try {
      await this.queue.enqueue(sendDueMessagesJob, { workspaceId, occasion }, { delayMs });
    } catch (error) {
      this.logger.warn({ event: 'message.job-not-queued', workspaceId, err: error });
    }
  }
}
