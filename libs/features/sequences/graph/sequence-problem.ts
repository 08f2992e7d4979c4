import type { FieldError } from '@platform/errors';
import type { StepId } from './sequence-graph';

/** Something about a sequence that stops it from being published, or that its author should know. */
export interface SequenceProblem extends FieldError {
  /** A block must be mended before publishing; a warning need not. */
  level: 'block' | 'warn';
  /** The step it is about; null for the sequence as a whole. */
  step: StepId | null;
  /** What to do about it, for people. */
  remedy: string;
}

interface Said {
  code: string;
  message: string;
  remedy: string;
  level?: SequenceProblem['level'];
}

const STEP_OF = /^\/steps\/([a-z0-9-]{1,40})(?:\/|$)/;

/** `code` without its prefix; the step is read from the pointer. */
export function problem(pointer: string, { code, message, remedy, level = 'block' }: Said): SequenceProblem {
  return {
    pointer,
    code: `sequence.${code}`,
    message,
    remedy,
    level,
    step: STEP_OF.exec(pointer)?.[1] ?? null,
  };
}
