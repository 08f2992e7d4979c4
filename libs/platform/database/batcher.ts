/** What a `Batcher` does with the items that callers bring. */
export interface BatchWork<Item, Result> {
  /** All of them or none, usually in one transaction; answers in the order of the items. */
  together(items: readonly Item[]): Promise<Result[]>;
  /** Once more for each item of a group that failed, so that one bad item fails nobody else's. */
  alone(item: Item): Promise<Result>;
  /** Items that share a key never share a group: the later one waits for the next. */
  keysOf(item: Item): readonly string[];
}

interface Waiting<Item, Result> {
  item: Item;
  keys: readonly string[];
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

/** Bounds the memory and the locks of one transaction. */
const MAX_ITEMS = 100;

/**
 * Group commit: what arrives while a transaction is under way shares the next one, so that each statement is sent, planned and
 * committed once for many callers. Nobody waits for company: an idle batcher starts at once, and groups grow only with the load.
 * Everybody is answered after the commit of their own group.
 */
export class Batcher<Item, Result> {
  private waiting: Waiting<Item, Result>[] = [];
  private isRunning = false;

  constructor(private readonly work: BatchWork<Item, Result>) {}

  /**
   * Rejects with what `alone` throws for this item. Not inside a transaction: groups are committed on their own, so the item would stay
   * when the caller's transaction is undone, and would wait for locks that the caller holds.
   */
  async add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, keys: this.work.keysOf(item), resolve, reject });
      if (!this.isRunning) void this.runAll();
    });
  }

  private async runAll(): Promise<void> {
    this.isRunning = true;
    while (this.waiting.length > 0) {
      // What came in with the same reading of the sockets goes along.
      await new Promise(setImmediate);
      await this.run(this.takeGroup());
    }
    this.isRunning = false;
  }

  private async run(group: Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.work.together(group.map(({ item }) => item));
      group.forEach(({ resolve }, index) => resolve(results[index] as Result));
    } catch {
      // Told by `alone` to whose item it is. The next group need not wait for that.
      for (const { item, resolve, reject } of group) this.work.alone(item).then(resolve, reject);
    }
  }

  private takeGroup(): Waiting<Item, Result>[] {
    const taken = new Set<string>();
    const group: Waiting<Item, Result>[] = [];
    const left: Waiting<Item, Result>[] = [];
    for (const one of this.waiting) {
      const isFree = group.length < MAX_ITEMS && one.keys.every((key) => !taken.has(key));
      if (isFree) one.keys.forEach((key) => taken.add(key));
      (isFree ? group : left).push(one);
    }
    this.waiting = left;
    return group;
  }
}
