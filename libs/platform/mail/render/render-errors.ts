import { DomainError } from '@platform/errors';
import type { AssembledMessage, MessagePlan } from '../assemble/message-plan';
import type { CompileProblem, FieldUse } from '../compile/compiled-message';
import { SandboxBreach, TaskFailure } from './sandbox-thread';

/** Nobody reads more, and callers look up a remedy for each on the main thread. */
const MAX_PROBLEMS = 50;

export function timedOut(message: string): AssembledMessage {
  return { ok: false, error: { code: 'mail.render-timeout', message } };
}

/** Nothing the message or a recipient could do about. */
export function isOurs(breach: SandboxBreach): boolean {
  return breach.reason === 'closed' || breach.reason === 'startup';
}

/** Uses of merge fields that do not exist. */
export function firstUnknown(uses: FieldUse[], knownFields: (path: string) => boolean): FieldUse[] {
  const unknown: FieldUse[] = [];
  for (const use of uses) {
    if (unknown.length === MAX_PROBLEMS) break;
    if (!knownFields(use.path)) unknown.push(use);
  }
  return unknown;
}

export function unknownField({ part, line, partial, path }: FieldUse): CompileProblem {
  const place = { ...(line === undefined ? {} : { line }), ...(partial === undefined ? {} : { partial }) };
  return { part, ...place, message: `There is no merge field called "${path}".` };
}

export function invalidMessage(all: CompileProblem[]): DomainError {
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

/** What callers hear of whatever a thread did. */
export function translate(error: unknown, plan?: MessagePlan): unknown {
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
