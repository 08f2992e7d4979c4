import type { MessagePlan, PlanRecipient, RenderedMessage } from '../assemble/message-plan';
import type { CompileProblem, MessageSource } from '../compile/compiled-message';
import type { CompileResult } from '../compile/compile-message';

/** What the main thread asks of the sandbox thread. `planKey` lets the thread keep compiled templates. */
export type SandboxTask =
  | { kind: 'compile'; source: MessageSource }
  | { kind: 'assemble'; planKey: number; plan: MessagePlan; recipients: PlanRecipient[] }
  | { kind: 'render'; planKey: number; plan: MessagePlan; recipient: PlanRecipient }
  | { kind: 'link-target'; planKey: number; plan: MessagePlan; recipient: PlanRecipient; index: number };

export interface TaskError {
  code: string;
  message: string;
}

export type BatchEntry =
  | { ok: true; offset: number; length: number; size: number; messageId: string; warnings: string[] }
  | { ok: false; error: TaskError };

/** All messages of a batch in one block of memory, which is handed over without copying. */
export interface BatchResult {
  entries: BatchEntry[];
  block: ArrayBuffer;
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
