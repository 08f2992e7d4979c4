import { parentPort, workerData } from 'node:worker_threads';
import { MessageAssembler } from '../assemble/message-assembler';
import { expectedSize, MessageBlock } from '../assemble/message-block';
import type { PlanRecipient } from '../assemble/message-plan';
import { CompileFailure } from '../compile/compiled-message';
import { compileMessage } from '../compile/compile-message';
import { checkContext } from './context-limits';
import type {
  BatchEntry,
  BatchResult,
  KeyedPlan,
  SandboxData,
  SandboxReply,
  SandboxTask,
  TaskError,
} from './sandbox-protocol';

/** Code of the sandbox thread. One task at a time; everything that users wrote is compiled and rendered here only. */
const MAX_PLANS = 20;
const plans = new Map<number, MessageAssembler>();
const progress = new Int32Array((workerData as SandboxData).progress);

function assemblerFor({ planKey, plan }: KeyedPlan): MessageAssembler {
  let assembler = plans.get(planKey);
  if (assembler === undefined) {
    assembler = new MessageAssembler(plan);
    if (plans.size >= MAX_PLANS) plans.delete(plans.keys().next().value ?? planKey);
    plans.set(planKey, assembler);
  }
  return assembler;
}

function describe(error: unknown): TaskError {
  const known = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const message = error instanceof Error ? error.message : String(error);
  return { code: known.startsWith('mail.') ? known : 'mail.render-failed', message: message.slice(0, 500) };
}

function requireContext(recipient: PlanRecipient): void {
  const problem = checkContext(recipient.context);
  if (problem !== undefined) throw Object.assign(new Error(problem), { code: 'mail.invalid-context' });
}

function assembleBatch(task: Extract<SandboxTask, { kind: 'assemble' }>): BatchResult {
  const assembler = assemblerFor(task);
  const { recipients, memory } = task;
  const block = new MessageBlock(recipients.length * expectedSize(task.plan.message), memory);
  const entries = recipients.map<BatchEntry>((recipient, index) => {
    Atomics.store(progress, 0, index);
    const offset = block.length;
    try {
      requireContext(recipient);
      const entry = assembler.assemble(recipient, block);
      return { ok: true, offset, length: block.length - offset, ...entry };
    } catch (error) {
      block.forget(offset);
      return { ok: false, error: describe(error) };
    }
  });
  Atomics.store(progress, 0, recipients.length);
  return { entries, memory: block.memory };
}

async function perform(task: SandboxTask): Promise<{ reply: SandboxReply; transfer: ArrayBuffer[] }> {
  Atomics.store(progress, 0, 0);
  switch (task.kind) {
    case 'compile':
      return { reply: { ok: true, result: await compileMessage(task.source) }, transfer: [] };
    case 'assemble': {
      const result = assembleBatch(task);
      return { reply: { ok: true, result }, transfer: [result.memory] };
    }
    case 'render': {
      requireContext(task.recipient);
      const result = assemblerFor(task).render(task.recipient);
      return { reply: { ok: true, result }, transfer: [] };
    }
    case 'link-target': {
      requireContext(task.recipient);
      const result = assemblerFor(task).linkTarget(task.index, task.recipient);
      return { reply: { ok: true, result }, transfer: [] };
    }
  }
}

async function answer(task: SandboxTask): Promise<void> {
  try {
    const { reply, transfer } = await perform(task);
    parentPort?.postMessage(reply, transfer);
  } catch (error) {
    const problems = error instanceof CompileFailure ? error.problems : undefined;
    parentPort?.postMessage({ ok: false, error: describe(error), problems } satisfies SandboxReply);
  }
}

parentPort?.on('message', (task: SandboxTask) => void answer(task));
parentPort?.postMessage({ ready: true } satisfies SandboxReply);
