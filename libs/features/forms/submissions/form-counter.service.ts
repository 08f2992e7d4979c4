import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { LOGGER, type Logger } from '@platform/logging';
import { SubmissionListRepository } from './submission-list.repository';

const FLUSH_MS = 1_000;

interface Count {
  workspaceId: string;
  formId: string;
  day: string;
  views: number;
  starts: number;
}

/**
 * Counts how often forms are seen and begun: numbers only, nothing of the visitor. Kept in memory for a second, so that a busy
 * form is one write and not thousands.
 */
@Injectable()
export class FormCounter implements BeforeApplicationShutdown {
  private counts = new Map<string, Count>();
  private timer: NodeJS.Timeout | undefined;
  private flushing: Promise<void> = Promise.resolve();

  constructor(
    private readonly submissions: SubmissionListRepository,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  add(form: { workspaceId: string; id: string }, what: 'views' | 'starts', now = new Date()): void {
    const day = now.toISOString().slice(0, 10);
    const key = `${form.id}:${day}`;
    const count = this.counts.get(key) ?? {
      workspaceId: form.workspaceId,
      formId: form.id,
      day,
      views: 0,
      starts: 0,
    };
    count[what] += 1;
    this.counts.set(key, count);
    this.timer ??= setTimeout(() => void this.flush(), FLUSH_MS).unref();
  }

  /** Writes what was counted up to now. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const counts = [...this.counts.values()];
    this.counts = new Map();
    if (counts.length > 0) this.flushing = this.flushing.then(() => this.write(counts));
    await this.flushing;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.flush();
  }

  /** Counts are worth a warning, not a failed visit. */
  private async write(counts: Count[]): Promise<void> {
    try {
      await this.submissions.addCounts(counts);
    } catch (error) {
      this.logger.warn({ event: 'form.counts-lost', forms: counts.length, err: error });
    }
  }
}
