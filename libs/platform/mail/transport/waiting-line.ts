/** How urgent a message is; higher goes first. 0: campaigns, 1: sequences, 2: transactional. */
export type Urgency = 0 | 1 | 2;

/** Who waits: the more urgent first, among equals the one who came first. */
export class WaitingLine<Waiter> {
  private readonly lines: Waiter[][] = [[], [], []];
  private count = 0;

  get length(): number {
    return this.count;
  }

  push(waiter: Waiter, urgency: Urgency): void {
    this.lines[urgency]?.push(waiter);
    this.count += 1;
  }

  shift(): Waiter | undefined {
    const line = this.lines.findLast(({ length }) => length > 0);
    if (line !== undefined) this.count -= 1;
    return line?.shift();
  }

  /** Empties the line; the result is in the order in which they would have been served. */
  takeAll(): Waiter[] {
    this.count = 0;
    return this.lines.toReversed().flatMap((line) => line.splice(0));
  }
}
