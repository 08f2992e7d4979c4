import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { type MessageFilter, matcher } from './message-filter';
import { MessageFiles } from './message-files';
import { MessageIdSequence } from './message-id-sequence';
import { MessageIndexFile } from './message-index-file';
import { describeMessage, type Envelope, type StoredMessage } from './stored-message';

export interface MessagePageRequest {
  filter: MessageFilter;
  limit: number;
  /** Only messages that arrived before this one (the next page). */
  before?: string;
  /** Only messages that arrived after this one (what is new). */
  after?: string;
}

export interface MessagePage {
  items: StoredMessage[];
  /** All that match the filter, whatever the page. */
  total: number;
  nextCursor: string | null;
}

interface PendingEntry {
  entry: StoredMessage;
  stored: () => void;
  failed: (error: unknown) => void;
}

/** A burst may exceed the limit by this share before the oldest are removed, so that pruning happens in batches. */
const PRUNE_SLACK = 0.05;

/**
 * The mailbox on disk: `messages/<minute>/<id>.eml` and `index.jsonl`. A message is first written to its file, then
 * listed in the index; one that a crash kept from being listed was never acknowledged, and is removed on the
 * next start. Written means handed to the operating system: the end of this process loses nothing.
 */
export class MessageStore {
  private readonly files: MessageFiles;
  private readonly index: MessageIndexFile;
  private readonly pending: PendingEntry[] = [];
  private messages: StoredMessage[] = [];
  private byId = new Map<string, StoredMessage>();
  private ids = new MessageIdSequence();
  private generationNumber = Date.now();
  private linesInIndex = 0;
  /** Everything that touches the index file happens one after the other, in this chain. */
  private work: Promise<void> = Promise.resolve();
  private flushing = false;
  private readonly adding = new Set<Promise<StoredMessage>>();
  /** Set when an append failed: half a line may stand at the end of the index. */
  private indexDamaged = false;

  constructor(
    private readonly dir: string,
    private readonly maxMessages: number,
  ) {
    this.files = new MessageFiles(join(dir, 'messages'));
    this.index = new MessageIndexFile(join(dir, 'index.jsonl'));
  }

  /** Reads what is there and puts right what a crash left behind. */
  async open(): Promise<void> {
    await mkdir(this.dir, { recursive: true });
    const [listed, present] = await Promise.all([this.index.read(), this.files.ids()]);
    const seen = new Map(listed.filter(({ id }) => present.has(id)).map((entry) => [entry.id, entry]));
    const ordered = [...seen.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    this.messages = ordered.slice(-this.maxMessages);
    this.byId = new Map(this.messages.map((entry) => [entry.id, entry]));
    this.ids = new MessageIdSequence([...present].sort().at(-1));
    await this.index.rewrite(this.messages);
    this.linesInIndex = this.messages.length;
    await this.files.remove([...present].filter((id) => !this.byId.has(id)));
  }

  /** Resolves with the listed message once both its file and its index line are written. */
  async add(raw: Buffer, envelope: Envelope): Promise<StoredMessage> {
    const adding = this.write(raw, envelope);
    this.adding.add(adding);
    try {
      return await adding;
    } finally {
      this.adding.delete(adding);
    }
  }

  page({ filter, limit, before, after }: MessagePageRequest): MessagePage {
    const matches = matcher(filter);
    const items: StoredMessage[] = [];
    let total = 0;
    let more = false;
    for (let at = this.messages.length - 1; at >= 0; at -= 1) {
      const message = this.messages[at];
      if (!message || !matches(message)) continue;
      total += 1;
      if ((before !== undefined && message.id >= before) || (after !== undefined && message.id <= after))
        continue;
      if (items.length < limit) items.push(message);
      else more = true;
    }
    return { items, total, nextCursor: more ? (items.at(-1)?.id ?? null) : null };
  }

  count(filter: MessageFilter): number {
    const matches = matcher(filter);
    return this.messages.reduce((sum, message) => sum + (matches(message) ? 1 : 0), 0);
  }

  find(id: string): StoredMessage | undefined {
    return this.byId.get(id);
  }

  raw(id: string): Promise<Buffer> {
    return this.files.read(id);
  }

  get size(): number {
    return this.messages.length;
  }

  /** Differs after a restart and after {@link clear}: a reader that sees another number has to read again. */
  get generation(): number {
    return this.generationNumber;
  }

  get newestId(): string | undefined {
    return this.messages.at(-1)?.id;
  }

  /** Removes every message listed now; resolves with their number. */
  async clear(): Promise<number> {
    const removed = this.messages.map(({ id }) => id);
    this.messages = [];
    this.byId.clear();
    this.generationNumber += 1;
    await this.enqueue(async () => {
      await this.rewriteIndex();
      await this.files.remove(removed);
    });
    return removed.length;
  }

  /** Finishes what is being added, then lets go of the index. */
  async close(): Promise<void> {
    await Promise.allSettled(this.adding);
    await this.enqueue(() => this.index.close());
  }

  private async write(raw: Buffer, envelope: Envelope): Promise<StoredMessage> {
    const receivedAt = new Date();
    const id = this.ids.next(receivedAt);
    await this.files.write(id, raw);
    const entry = describeMessage({ id, receivedAt, envelope, raw });
    await new Promise<void>((stored, failed) => {
      this.pending.push({ entry, stored, failed });
      this.scheduleFlush();
    });
    return entry;
  }

  private enqueue(task: () => Promise<void>): Promise<void> {
    const result = this.work.then(task);
    this.work = result.catch(() => undefined);
    return result;
  }

  private scheduleFlush(): void {
    if (this.flushing) return;
    this.flushing = true;
    void this.enqueue(() => this.flush());
  }

  /** Lists all that is waiting with one write: under load many messages share it. */
  private async flush(): Promise<void> {
    this.flushing = false;
    const batch = this.pending.splice(0).sort((a, b) => (a.entry.id < b.entry.id ? -1 : 1));
    try {
      if (this.indexDamaged) await this.rewriteIndex();
      await this.index.append(batch.map(({ entry }) => entry));
    } catch (error) {
      this.indexDamaged = true;
      for (const { failed } of batch) failed(error);
      await this.files.remove(batch.map(({ entry }) => entry.id)).catch(() => undefined);
      return;
    }
    this.linesInIndex += batch.length;
    for (const { entry, stored } of batch) {
      this.insert(entry);
      stored();
    }
    await this.prune();
  }

  /** Two connections may finish out of order; the list stays sorted by id. */
  private insert(entry: StoredMessage): void {
    let at = this.messages.length;
    while (at > 0 && (this.messages[at - 1]?.id ?? '') > entry.id) at -= 1;
    this.messages.splice(at, 0, entry);
    this.byId.set(entry.id, entry);
  }

  private async prune(): Promise<void> {
    if (this.messages.length <= this.maxMessages * (1 + PRUNE_SLACK)) return;
    const removed = this.messages.splice(0, this.messages.length - this.maxMessages);
    for (const { id } of removed) this.byId.delete(id);
    if (this.linesInIndex > 2 * this.maxMessages) await this.rewriteIndex();
    await this.files.remove(removed.map(({ id }) => id));
  }

  private async rewriteIndex(): Promise<void> {
    await this.index.rewrite(this.messages);
    this.linesInIndex = this.messages.length;
    this.indexDamaged = false;
  }
}
