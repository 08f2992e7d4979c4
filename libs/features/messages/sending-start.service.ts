import { Inject, Injectable } from '@nestjs/common';
import { LOGGER, type Logger } from '@platform/logging';
import { JobQueue } from '@platform/queue';
import type { MessageStream } from './message-kind';
import { sendingJobs } from './messages.jobs';
import type { StoredMessage } from './posted-messages.repository';

type Stored = Pick<StoredMessage, 'id' | 'status' | 'dueAt'>;

/** What lies further ahead is found by the sweep: a job need not wait that long in the queue. */
const MAX_JOB_DELAY_MS = 24 * 3600_000;

/**
 * Starts jobs for messages that were stored. While one job of a stream is being queued, all that are posted in the meantime
 * share the next one: a job costs more than a message. Nobody waits for it, since the sweep finds what was not queued.
 */
@Injectable()
export class SendingStart {
  /** Per stream: the message to queue a job for once the queue has answered, null when there is none yet. */
  private readonly next = new Map<string, string | null>();

  constructor(
    private readonly queue: JobQueue,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** After the commit. One job for all that are due together. */
  start(stream: MessageStream, stored: readonly Stored[]): void {
    const firsts = new Map<number, string>();
    for (const { id, status, dueAt } of stored) {
      const delayMs = Math.max(0, dueAt.getTime() - Date.now());
      if (status === 'pending' && delayMs <= MAX_JOB_DELAY_MS && !firsts.has(delayMs))
        firsts.set(delayMs, id);
    }
    for (const [delayMs, id] of firsts) {
      if (delayMs > 0) void this.enqueue(stream, id, delayMs);
      else if (this.next.has(keyOf(stream))) this.next.set(keyOf(stream), id);
      else void this.enqueueAll(stream, id);
    }
  }

  private async enqueueAll(stream: MessageStream, first: string): Promise<void> {
    const key = keyOf(stream);
    for (let id: string | null = first; id !== null; id = this.next.get(key) ?? null) {
      this.next.set(key, null);
      await this.enqueue(stream, id, 0);
    }
    this.next.delete(key);
  }

  private async enqueue(
    { workspaceId, kind }: MessageStream,
    occasion: string,
    delayMs: number,
  ): Promise<void> {
    try {
      await this.queue.enqueue(sendingJobs[kind], { workspaceId, occasion }, { delayMs });
    } catch (error) {
      this.logger.warn({ event: 'message.job-not-queued', workspaceId, err: error });
    }
  }
}

function keyOf({ workspaceId, kind }: MessageStream): string {
  return `${kind}:${workspaceId}`;
}
