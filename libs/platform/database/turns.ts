import { DomainError } from '@platform/errors';

interface Waiting {
  key: string;
  start: () => void;
}

const PATIENCE_MS = 15_000;

/**
 * Lets only so many questions run at a time, and fewer of one workspace, so that whoever asks the hardest ones all at once
 * holds up neither logins nor other workspaces: half of the connections are never theirs.
 */
export class Turns {
  private readonly running = new Map<string, number>();
  private waiting: Waiting[] = [];
  private readonly most: number;
  private readonly mostOfOne: number;

  constructor(
    connections: number,
    private readonly patienceMs = PATIENCE_MS,
  ) {
    this.most = Math.max(1, Math.floor(connections / 2));
    this.mostOfOne = Math.max(1, Math.ceil(this.most / 2));
  }

  /** Runs `work` as soon as it is the turn of `key`. Throws `database.busy`, or the reason of the signal. */
  async take<T>(key: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    await this.enter(key, signal);
    try {
      return await work();
    } finally {
      this.running.set(key, (this.running.get(key) ?? 1) - 1);
      if (this.running.get(key) === 0) this.running.delete(key);
      this.startNext();
    }
  }

  private async enter(key: string, signal: AbortSignal | undefined): Promise<void> {
    let giveUp: () => void = () => undefined;
    let timer: NodeJS.Timeout | undefined;
    const place: Waiting = { key, start: () => undefined };
    const turn = new Promise<void>((resolve, reject) => {
      place.start = resolve;
      giveUp = () => {
        // At once: nobody may start a question that was given up.
        this.waiting = this.waiting.filter((other) => other !== place);
        reject(signal?.aborted ? (signal.reason as Error) : busy());
      };
    });
    this.waiting.push(place);
    this.startNext();
    const isWaiting = this.waiting.includes(place);
    if (isWaiting) timer = setTimeout(giveUp, this.patienceMs);
    if (isWaiting) signal?.addEventListener('abort', giveUp, { once: true });
    try {
      await turn;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', giveUp);
    }
  }

  private startNext(): void {
    for (const place of [...this.waiting]) {
      const [all, own] = [this.countAll(), this.running.get(place.key) ?? 0];
      if (all >= this.most) return;
      if (own >= this.mostOfOne) continue;
      this.running.set(place.key, own + 1);
      this.waiting = this.waiting.filter((other) => other !== place);
      place.start();
    }
  }

  private countAll(): number {
    return [...this.running.values()].reduce((sum, count) => sum + count, 0);
  }
}

function busy(): DomainError {
  return new DomainError({
    code: 'database.busy',
    kind: 'unavailable',
    message: 'Too many large questions are being answered at once. Try again in a moment.',
    retryAfterSeconds: 10,
  });
}
