import { DomainError } from '@platform/errors';
import type { AssembledMessage, MessagePlan, PlanRecipient, RenderedMessage } from '../assemble/message-plan';
import type { CompiledMessage, CompileProblem, FieldUse, MessageSource } from '../compile/compiled-message';
import { SandboxBreach, SandboxThread, TaskFailure } from './sandbox-thread';
import type { BatchResult, SandboxTask, TaskResults } from './sandbox-protocol';

export interface RenderPoolOptions {
  /** Threads that render and assemble; one makes several thousand messages a second. Default 1. */
  threads?: number;
  /** Heap of each thread in MB. Default 128. */
  heapMb?: number;
  /** Longest time one message may take. Default 1 000. */
  messageTimeoutMs?: number;
  /** Longest time one compilation may take, loading MJML included. Default 15 000. */
  compileTimeoutMs?: number;
}

/** After so many breaches in one batch the template is to blame, and the rest of the batch fails without being tried. */
const MAX_BREACHES = 3;
const COMPILER_REST_MS = 60_000;
/** Nobody reads more, and callers look up a remedy for each on the main thread. */
const MAX_PROBLEMS = 50;

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
  private readonly planKeys = new WeakMap<MessagePlan, number>();
  private nextPlanKey = 1;

  constructor(options: RenderPoolOptions = {}) {
    const { threads = 1, heapMb = 128, messageTimeoutMs = 1000, compileTimeoutMs = 15_000 } = options;
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
   * Renders and assembles a batch; a few hundred recipients at a time is a good size. The answers stand in the order of
   * the recipients; a recipient that cannot be rendered fails alone.
   *
   * @throws DomainError `message.invalid-plan` when the plan itself (sender, list id, headers) cannot be used
   */
  async assemble(plan: MessagePlan, recipients: PlanRecipient[]): Promise<AssembledMessage[]> {
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
        const done = await this.run<'assemble'>({
          kind: 'assemble',
          ...this.keyed(plan),
          recipients: recipientsNow,
        });
        toMessages(done).forEach((message, position) => (results[batch[position] ?? 0] = message));
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
    }, COMPILER_REST_MS);
    this.compilerRest.unref();
  }

  private keyed(plan: MessagePlan): { planKey: number; plan: MessagePlan } {
    let planKey = this.planKeys.get(plan);
    if (planKey === undefined) {
      planKey = this.nextPlanKey;
      this.nextPlanKey += 1;
      this.planKeys.set(plan, planKey);
    }
    return { planKey, plan };
  }

  private async run<K extends SandboxTask['kind']>(
    task: Extract<SandboxTask, { kind: K }>,
  ): Promise<TaskResults[K]> {
    const thread =
      this.idle.pop() ?? (await new Promise<SandboxThread>((resolve) => this.waiting.push(resolve)));
    try {
      return await thread.run<K>(task);
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.idle.push(thread);
      else next(thread);
    }
  }
}

function toMessages({ entries, block }: BatchResult): AssembledMessage[] {
  return entries.map((entry) => {
    if (!entry.ok) return entry;
    const { offset, length, ...rest } = entry;
    return { ...rest, raw: new Uint8Array(block, offset, length) };
  });
}

function timedOut(message: string): AssembledMessage {
  return { ok: false, error: { code: 'mail.render-timeout', message } };
}

/** Nothing the message or a recipient could do about. */
function isOurs(breach: SandboxBreach): boolean {
  return breach.reason === 'closed' || breach.reason === 'startup';
}

function firstUnknown(uses: FieldUse[], knownFields: KnownFields): FieldUse[] {
  const unknown: FieldUse[] = [];
  for (const use of uses) {
    if (unknown.length === MAX_PROBLEMS) break;
    if (!knownFields(use.path)) unknown.push(use);
  }
  return unknown;
}

function unknownField({ part, line, partial, path }: FieldUse): CompileProblem {
  const place = { ...(line === undefined ? {} : { line }), ...(partial === undefined ? {} : { partial }) };
  return { part, ...place, message: `There is no merge field called "${path}".` };
}

function invalidMessage(all: CompileProblem[]): DomainError {
  const problems = all.slice(0, MAX_PROBLEMS);
  const errors = problems.map((problem) => {
    const where = problem.partial === undefined ? '' : ` of partial "${problem.partial}"`;
    const line = problem.line === undefined ? '' : `Line ${problem.line}${where}: `;
    return { pointer: `/${problem.part}`, code: 'message.invalid', message: line + problem.message };
  });
  const message = `The message cannot be compiled. ${errors[0]?.message ?? ''}`;
  return new DomainError({
    code: 'message.invalid',
    kind: 'invalid',
    message,
    errors,
    details: { problems },
  });
}

function translate(error: unknown, plan?: MessagePlan): unknown {
  if (error instanceof SandboxBreach) {
    if (isOurs(error)) {
      return new DomainError({
        code: 'mail.rendering-unavailable',
        kind: 'unavailable',
        message: `Rendering ${error.reason === 'closed' ? 'was stopped by a shutdown' : 'threads do not start'}.`,
      });
    }
    const message = `The message ${error.message}; make it smaller or simpler.`;
    return new DomainError({ code: 'message.too-expensive', kind: 'invalid', message });
  }
  if (error instanceof TaskFailure) {
    if (error.problems !== undefined) return invalidMessage(error.problems);
    const code = plan === undefined ? 'message.invalid' : 'message.invalid-plan';
    return new DomainError({
      code,
      kind: 'invalid',
      message: error.message,
      details: { reason: error.error.code },
    });
  }
  if (error instanceof Error && error.name === 'DataCloneError') {
    const message = 'The merge fields must be plain JSON.';
    return new DomainError({ code: 'message.invalid-context', kind: 'invalid', message });
  }
  return error;
}
