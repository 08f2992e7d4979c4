const MAX_ENTRIES = 1_000;

/** Remembers answers for a short time, and then really forgets them, also when nobody asks again. Failures are not kept. */
export class ShortMemory<Value> {
  private readonly answers = new Map<string, Promise<Value>>();

  constructor(private readonly keepMs: number) {}

  /** Answers that are remembered now. */
  get size(): number {
    return this.answers.size;
  }

  get(key: string, work: () => Promise<Value>): Promise<Value> {
    const known = this.answers.get(key);
    if (known) return known;
    const answer = work();
    const forget = (): void => {
      if (this.answers.get(key) === answer) this.answers.delete(key);
    };
    this.answers.set(key, answer);
    answer.catch(forget);
    setTimeout(forget, this.keepMs).unref();
    const oldest = this.answers.keys().next();
    if (this.answers.size > MAX_ENTRIES && !oldest.done) this.answers.delete(oldest.value);
    return answer;
  }
}
