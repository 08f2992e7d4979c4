const MICROSECONDS = 1_000;
const LENGTH = 10;

/** Hands out ids that sort in order of arrival and are not reused after a restart or after emptying the mailbox. */
export class MessageIdSequence {
  private last: number;

  constructor(lastId?: string) {
    this.last = lastId === undefined ? 0 : parseInt(lastId, 36);
  }

  next(now: Date): string {
    this.last = Math.max(this.last + 1, now.getTime() * MICROSECONDS);
    return this.last.toString(36).padStart(LENGTH, '0');
  }
}
