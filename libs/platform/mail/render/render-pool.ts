import type { AssembledMessage, MessagePlan, PlanRecipient, RenderedMessage } from '../assemble/message-plan';
import { expectedSize } from '../assemble/message-block';
import type { CompiledMessage, MessageSource } from '../compile/compiled-message';
import { DkimSigner } from '../dkim/dkim-signer';
import { BatchMemory, MessageBytes } from './batch-memory';
import { firstUnknown, invalidMessage, isOurs, timedOut, translate, unknownField } from './render-errors';
import type { BatchEntry, BatchResult, KeyedPlan, SandboxTask, TaskResults } from './sandbox-protocol';
import { SandboxBreach, SandboxThread } from './sandbox-thread';

export interface RenderPoolOptions {
  /** Threads that render and assemble; one makes several thousand messages a second. Default 1. */
  threads?: number;
  /** Heap of each thread in MB. Default 128. */
  heapMb?: number;
  /** Longest time one message may take. Default 1 000. */
  messageTimeoutMs?: number;
  /** Longest time one compilation may take, loading MJML included. Default 15 000. */
  compileTimeoutMs?: number;
  /** How long the compiling thread, which holds some 60 MB, stays for another compilation. Default 60 000. */
  compilerRestMs?: number;
}

/** After so many breaches in one batch the template is to blame, and the rest of the batch fails without being tried. */
const MAX_BREACHES = 3;

/** Says whether a merge field exists: `firstName`, `items[].name`. */
export type KnownFields = (path: string) => boolean;

/**
 * Compiles, renders and assembles messages in worker threads under limits of time, memory and output, so that no template
 * can stall or starve the process. Threads start on first use. Close it on shutdown.
 */
export class RenderPool {
  private readonly compiler: SandboxThread;
  private readonly idle: SandboxThread[];
  private readonly threads: SandboxThread[];
  private readonly waiting: ((thread: SandboxThread) => void)[] = [];
  private compiling: Promise<unknown> = Promise.resolve();
  private compilerRest: NodeJS.Timeout | undefined;
  private readonly compilerRestMs: number;
  private readonly keyedPlans = new WeakMap<MessagePlan, KeyedPlan>();
  private nextPlanKey = 1;
  private readonly signers = new WeakMap<MessagePlan, DkimSigner>();
  private readonly memory = new BatchMemory();

  constructor(options: RenderPoolOptions = {}) {
    const { threads = 1, heapMb = 128, messageTimeoutMs = 1000, compileTimeoutMs = 15_000 } = options;
    this.compilerRestMs = options.compilerRestMs ?? 60_000;
    this.compiler = new SandboxThread({ heapMb, stallMs: compileTimeoutMs });
    this.threads = Array.from(
      { length: threads },
      () => new SandboxThread({ heapMb, stallMs: messageTimeoutMs }),
    );
    this.idle = [...this.threads];
  }

  /**
   * Compiles a message.
   *
   * @throws DomainError `message.invalid` (kind invalid) with one entry in `errors` and in `details.problems` per mistake (at
   *   most 50)
   * @throws DomainError `message.too-expensive` (kind invalid) when it breaks the limits
   */
  async compile(source: MessageSource, knownFields: KnownFields = () => true): Promise<CompiledMessage> {
    clearTimeout(this.compilerRest);
    const result = this.compiling.then(() => this.compiler.run<'compile'>({ kind: 'compile', source }));
    const idle = (this.compiling = result.catch(() => undefined));
    try {
      const { message, fieldUses } = await result;
      const unknown = firstUnknown(fieldUses, knownFields);
      if (unknown.length > 0) throw invalidMessage(unknown.map(unknownField));
      return message;
    } catch (error) {
      throw translate(error);
    } finally {
      if (this.compiling === idle) this.restCompiler();
    }
  }

  /**
   * Renders, assembles and signs a batch; some fifty recipients at a time is a good size. The answers stand in the order of
   * the recipients; a recipient that cannot be rendered fails alone.
   *
   * @throws DomainError `message.invalid-plan` when the plan itself (sender, list id, headers) cannot be used
   * @throws DomainError `mail.invalid-dkim-key` (kind invalid) when a key of the plan cannot be used
   */
  async assemble(plan: MessagePlan, recipients: PlanRecipient[]): Promise<AssembledMessage[]> {
    const signer = this.signerOf(plan);
    const results = new Array<AssembledMessage | undefined>(recipients.length).fill(undefined);
    let pending = recipients.map((_, index) => index);
    for (let breaches = 0; pending.length > 0; breaches += 1) {
      const batch = pending;
      if (breaches >= MAX_BREACHES) {
        for (const index of batch)
          results[index] = timedOut('other recipients of this message broke the limits');
        break;
      }
      const recipientsNow = batch.map((index) => recipients[index] as PlanRecipient);
      try {
        const done = await this.runBatch(plan, recipientsNow);
        const messages = await this.toMessages(done, signer);
        messages.forEach((message, position) => (results[batch[position] ?? 0] = message));
        pending = [];
      } catch (error) {
        if (!(error instanceof SandboxBreach) || isOurs(error)) throw translate(error, plan);
        const culprit = batch[Math.min(error.at, batch.length - 1)] ?? 0;
        results[culprit] = timedOut(`rendering ${error.message}`);
        pending = batch.filter((index) => index !== culprit);
      }
    }
    return results.map((result) => result ?? timedOut('it was not rendered'));
  }

  /**
   * One message as parts, for previews and "view in browser".
   *
   * @throws DomainError when the plan, the recipient or the limits forbid it
   */
  async render(plan: MessagePlan, recipient: PlanRecipient): Promise<RenderedMessage> {
    try {
      return await this.run<'render'>({ kind: 'render', ...this.keyed(plan), recipient });
    } catch (error) {
      throw translate(error, plan);
    }
  }

  /** Where link `index` leads this contact; undefined when no web address comes out. Used when a tracked link is clicked. */
  async linkTarget(plan: MessagePlan, index: number, recipient: PlanRecipient): Promise<string | undefined> {
    try {
      return await this.run<'link-target'>({ kind: 'link-target', ...this.keyed(plan), recipient, index });
    } catch (error) {
      throw translate(error, plan);
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.compilerRest);
    await Promise.all([this.compiler, ...this.threads].map((thread) => thread.close()));
  }

  /** MJML holds some 60 MB, which a process that mostly sends need not keep. */
  private restCompiler(): void {
    this.compilerRest = setTimeout(() => {
      this.compiling = this.compiling.then(() => this.compiler.rest());
    }, this.compilerRestMs);
    this.compilerRest.unref();
  }

  private runBatch(plan: MessagePlan, recipients: PlanRecipient[]): Promise<BatchResult> {
    const memory = this.memory.take(recipients.length * expectedSize(plan.message));
    const task = { kind: 'assemble' as const, ...this.keyed(plan), recipients, memory };
    return this.run<'assemble'>(task, memory === undefined ? [] : [memory]);
  }

  /** Signs on libuv's thread pool, all messages of the batch side by side. */
  private async toMessages(
    { entries, memory }: BatchResult,
    signer: DkimSigner | undefined,
  ): Promise<AssembledMessage[]> {
    const release = this.memory.releaseAfter(entries.length, memory);
    return Promise.all(
      entries.map(async (entry: BatchEntry): Promise<AssembledMessage> => {
        if (!entry.ok) {
          release();
          return entry;
        }
        const { ok, messageId, warnings, size } = entry;
        const bytes = new MessageBytes(new Uint8Array(memory, entry.offset, entry.length), release);
        if (signer === undefined) return Object.assign(bytes, { ok, messageId, warnings, size });
        const head = await signer.sign(entry.signatures);
        return Object.assign(bytes, { ok, messageId, warnings, head, size: size + head.length });
      }),
    );
  }

  private signerOf(plan: MessagePlan): DkimSigner | undefined {
    if (plan.dkim === undefined || plan.dkim.length === 0) return undefined;
    let signer = this.signers.get(plan);
    if (signer === undefined) {
      signer = new DkimSigner(plan.dkim);
      this.signers.set(plan, signer);
    }
    return signer;
  }

  /** What a thread gets of a plan: no private keys. The key lets it keep the templates compiled. */
  private keyed(plan: MessagePlan): KeyedPlan {
    let keyed = this.keyedPlans.get(plan);
    if (keyed === undefined) {
      const { dkim = [], ...rest } = plan;
      const identities = dkim.map(({ domain, selector, algorithm }) => ({ domain, selector, algorithm }));
      keyed = { planKey: this.nextPlanKey, plan: { ...rest, identities } };
      this.nextPlanKey += 1;
      this.keyedPlans.set(plan, keyed);
    }
    return keyed;
  }

  private async run<K extends SandboxTask['kind']>(
    task: Extract<SandboxTask, { kind: K }>,
    transfer: ArrayBuffer[] = [],
  ): Promise<TaskResults[K]> {
    const thread =
      this.idle.pop() ?? (await new Promise<SandboxThread>((resolve) => this.waiting.push(resolve)));
    try {
      return await thread.run<K>(task, transfer);
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.idle.push(thread);
      else next(thread);
    }
  }
}
