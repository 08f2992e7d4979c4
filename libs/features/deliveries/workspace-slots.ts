import { Injectable } from '@nestjs/common';
import { Settings } from '@platform/config';

/** The queues in which one workspace's slow mail server could stand in the way of everybody else's mail. */
export type SendingQueue = 'messages' | 'sequences' | 'sending';

/** Gives the slot back; more than once does no harm. */
export type Release = () => void;

/** Jobs that one process runs at the same time in each of the sending queues, of which one workspace gets half. */
export function slotsOfSendingQueue(perWorkspace: number): number {
  return perWorkspace * 2;
}

interface Room {
  taken: number;
  waiting: (() => void)[];
}

/**
 * How many jobs of each sending queue one workspace may have in hand in this process: `WORKER_CONCURRENCY`, which is half of
 * what the queue runs, so that there is always room for another workspace. A fixed share, not one that grows while nobody else
 * is there: a job that waits for a silent server cannot be called back when somebody else comes.
 */
@Injectable()
export class WorkspaceSlots {
  private readonly rooms = new Map<string, Room>();
  private readonly perWorkspace: number;

  constructor(settings: Settings) {
    this.perWorkspace = settings.worker.concurrency;
  }

  /** Null when the workspace has its share in hand. */
  take(queue: SendingQueue, workspaceId: string): Release | null {
    const key = `${queue}:${workspaceId}`;
    const room = this.rooms.get(key) ?? { taken: 0, waiting: [] };
    if (room.taken >= this.perWorkspace) return null;
    room.taken += 1;
    this.rooms.set(key, room);
    return this.releaseOf(key, room);
  }

  /** Like `take`, but waits up to `patienceMs` for one of the workspace's own jobs to end; the first to come is the first to go. */
  async takeWithin(queue: SendingQueue, workspaceId: string, patienceMs: number): Promise<Release | null> {
    const release = this.take(queue, workspaceId);
    if (release) return release;
    const key = `${queue}:${workspaceId}`;
    const room = this.rooms.get(key) as Room;
    return new Promise((resolve) => {
      const go = (): void => {
        clearTimeout(timer);
        resolve(this.releaseOf(key, room));
      };
      const timer = setTimeout(() => {
        room.waiting.splice(room.waiting.indexOf(go), 1);
        resolve(null);
      }, patienceMs);
      room.waiting.push(go);
    });
  }

  private releaseOf(key: string, room: Room): Release {
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      const next = room.waiting.shift();
      if (next) return next();
      room.taken -= 1;
      if (room.taken === 0) this.rooms.delete(key);
    };
  }
}
