import { Injectable } from '@nestjs/common';
import { WorkspaceSlots } from '@features/deliveries';
import { JobQueue } from '@platform/queue';
import type { MessageStream } from './message-kind';
import { sendingJobs } from './messages.jobs';

/** One job works so long for one workspace; then others in the queue have their turn. */
const TURN_MS = 10_000;

/** Where the workspace has its share of jobs in hand already, it looks again after so long: one job for all that found no room. */
const ROOM_AGAIN_MS = 500;

const SLOTS = { transactional: 'messages', sequence: 'sequences' } as const;

/** When a workspace's messages are worked on, so that none stands in the way of the others. */
@Injectable()
export class SendingTurns {
  constructor(
    private readonly queue: JobQueue,
    private readonly slots: WorkspaceSlots,
  ) {}

  /**
   * Runs `work` when the stream has a slot left in this process; else answers 0 and queues a job for later. The signal aborts
   * when the turn is over (then another job is queued) or the process stops.
   */
  async take(
    stream: MessageStream,
    process: AbortSignal,
    work: (signal: AbortSignal) => Promise<number>,
  ): Promise<number> {
    const release = this.slots.take(SLOTS[stream.kind], stream.workspaceId);
    if (!release) {
      await this.comeBackForRoom(stream);
      return 0;
    }
    const turn = new Turn(process);
    let result: number;
    try {
      result = await work(turn.signal);
    } finally {
      turn.end();
      release();
    }
    // After the release: the next turn may start at once, and needs the slot.
    if (turn.isOver && !process.aborted) await this.comeBack(stream, `turn-${Date.now()}`, 0);
    return result;
  }

  /** Queues another job; `occasion` as in its payload. */
  async comeBack({ workspaceId, kind }: MessageStream, occasion: string, delayMs: number): Promise<void> {
    await this.queue.enqueue(sendingJobs[kind], { workspaceId, occasion }, { delayMs });
  }

  /** The same id for everybody who comes within the same half second: a workspace with a thousand jobs makes one of them. */
  private async comeBackForRoom(stream: MessageStream): Promise<void> {
    const now = Date.now();
    const at = (Math.floor(now / ROOM_AGAIN_MS) + 1) * ROOM_AGAIN_MS;
    await this.comeBack(stream, `room-${at}`, at - now);
  }
}

/** Not `AbortSignal.any`, which the process's own signal would remember for ever. */
class Turn {
  isOver = false;
  private readonly controller = new AbortController();
  private readonly stop = (): void => this.controller.abort();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly process: AbortSignal) {
    if (process.aborted) this.stop();
    process.addEventListener('abort', this.stop);
    this.timer = setTimeout(() => {
      this.isOver = true;
      this.stop();
    }, TURN_MS);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  end(): void {
    clearTimeout(this.timer);
    this.process.removeEventListener('abort', this.stop);
  }
}
