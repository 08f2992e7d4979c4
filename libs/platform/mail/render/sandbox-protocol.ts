import type { AssembledEntry } from '../assemble/message-assembler';
import type { PlanRecipient, RenderedMessage, SandboxPlan } from '../assemble/message-plan';
import type { CompileProblem, MessageSource } from '../compile/compiled-message';
import type { CompileResult } from '../compile/compile-message';

/** What the main thread asks of the sandbox thread. `planKey` lets the thread keep compiled templates. */
export type SandboxTask =
  | { kind: 'compile'; source: MessageSource }
  | ({ kind: 'assemble'; recipients: PlanRecipient[]; memory: ArrayBuffer | undefined } & KeyedPlan)
  | ({ kind: 'render'; recipient: PlanRecipient } & KeyedPlan)
  | ({ kind: 'link-target'; recipient: PlanRecipient; index: number } & KeyedPlan);

export interface KeyedPlan {
  planKey: number;
  plan: SandboxPlan;
}

export interface TaskError {
  code: string;
  message: string;
}

export type BatchEntry =
  ({ ok: true; offset: number; length: number } & AssembledEntry) | { ok: false; error: TaskError };

/** All messages of a batch in one piece of memory (the task's, when that is large enough), handed over without copying. */
export interface BatchResult {
  entries: BatchEntry[];
  memory: ArrayBuffer;
}

export interface TaskResults {
  compile: CompileResult;
  assemble: BatchResult;
  render: RenderedMessage;
  'link-target': string | undefined;
}

export type SandboxReply =
  | { ready: true }
  | { ok: true; result: TaskResults[keyof TaskResults] }
  | { ok: false; error: TaskError; problems?: CompileProblem[] };

export interface SandboxData {
  /** One Int32: index of the recipient being worked on. Lets the watchdog see progress and name the culprit. */
  progress: SharedArrayBuffer;
}
