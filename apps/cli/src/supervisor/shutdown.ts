/** Something that was started and has to be ended again. */
export interface Running {
  name: string;
  stop: () => Promise<void> | void;
  /** Ends it at once, without waiting for anything. */
  kill?: () => void;
  /** Ending it is nothing that people have to wait for. */
  isInstant?: boolean;
}

/** Ends what was started, last first, so that nothing loses what it still needs. */
export class Shutdown {
  private readonly running: Running[] = [];
  private finished?: Promise<string[]>;

  /** Whether ending takes long enough to tell people about it. */
  get isNoticeable(): boolean {
    return this.running.some(({ isInstant }) => !isInstant);
  }

  add(running: Running): void {
    this.running.push(running);
  }

  /** Stops everything once, one after the other; returns a sentence for each part that could not be stopped. */
  stop(): Promise<string[]> {
    this.finished ??= this.stopAll();
    return this.finished;
  }

  /** Does not wait for work in hand any more; `stop` then ends quickly. */
  killAll(): void {
    for (const { kill } of this.running) kill?.();
  }

  private async stopAll(): Promise<string[]> {
    const failures: string[] = [];
    for (const { name, stop } of [...this.running].reverse()) {
      try {
        await stop();
      } catch (error) {
        failures.push(`The ${name} could not be stopped: ${(error as Error).message}`);
      }
    }
    return failures;
  }
}
