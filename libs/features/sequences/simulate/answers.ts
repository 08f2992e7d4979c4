import { DomainError, type FieldError } from '@platform/errors';
import { DURATION_UNITS, MOST_OF_UNIT } from '../graph/limits';
import type { Duration, SequenceGraph, Step } from '../graph/sequence-graph';

/** What is pretended to happen. Keys are steps, `goal` and `exit`. */
export type Answers = Readonly<Record<string, string>>;

/** An answer, read. Branches count from 0. */
export type Answer = { after: Duration } | { never: true } | { branch: number } | { otherwise: true };

const AFTER = /^happens after (\d{1,7}) (minute|hour|day|week|month)s?$/;
/** Told at once. */
const MOST_MISTAKES = 50;
const NUMBERED = /^(case|part) (\d{1,2})$/;

/**
 * Reads the answers for a graph. A wait for something takes `happens after 2 hours` (after it is reached) or `never`, as do `goal` and `exit`
 * (after the start); a branch takes `case 1` or `else`, a split `part 1`. Throws `sequence.invalid-answer` with a pointer to each mistake.
 */
export function readAnswers(answers: Answers, graph: SequenceGraph): Map<string, Answer> {
  const read = new Map<string, Answer>();
  const errors: FieldError[] = [];
  for (const [key, text] of Object.entries(answers)) {
    const wanted = wantedOf(key, graph);
    const answer = wanted && readAnswer(text, wanted);
    if (answer) read.set(key, answer);
    else errors.push(mistake(key, wanted));
  }
  if (errors.length === 0) return read;
  errors.splice(MOST_MISTAKES);
  throw new DomainError({
    code: 'sequence.invalid-answer',
    kind: 'invalid',
    message: errors.map(({ message }) => message).join(' '),
    errors,
  });
}

interface Wanted {
  kind: 'wait' | 'branch' | 'split';
  /** Cases or parts. */
  count: number;
}

function wantedOf(key: string, graph: SequenceGraph): Wanted | null {
  const step: Step | undefined = Object.hasOwn(graph.steps, key) ? graph.steps[key] : undefined;
  if (step?.kind === 'waitUntil') return { kind: 'wait', count: 0 };
  if (step?.kind === 'branch') return { kind: 'branch', count: step.cases.length };
  if (step?.kind === 'split') return { kind: 'split', count: step.parts.length };
  return key === 'goal' || key === 'exit' ? { kind: 'wait', count: 0 } : null;
}

function readAnswer(text: string, { kind, count }: Wanted): Answer | null {
  if (kind === 'wait') {
    if (text === 'never') return { never: true };
    const [, number, word] = AFTER.exec(text) ?? [];
    const unit = DURATION_UNITS.find((known) => known === word);
    const n = Number(number);
    return unit !== undefined && n <= MOST_OF_UNIT[unit] ? { after: { n, unit } } : null;
  }
  if (kind === 'branch' && text === 'else') return { otherwise: true };
  const [, word, number] = NUMBERED.exec(text) ?? [];
  const index = Number(number) - 1;
  const suits = word === (kind === 'branch' ? 'case' : 'part') && index >= 0 && index < count;
  return suits ? { branch: index } : null;
}

const ALLOWED: Record<Wanted['kind'], string> = {
  wait: '"happens after 2 hours" (minutes, hours, days, weeks, months), or "never"',
  branch: '"case 1" and so on, or "else"',
  split: '"part 1" and so on',
};

function mistake(key: string, wanted: Wanted | null): FieldError {
  const message = wanted
    ? `answers.${key} must be ${ALLOWED[wanted.kind]}${wanted.count > 0 ? ` (there are ${wanted.count})` : ''}.`
    : `answers.${key.slice(0, 40)} is no step that takes an answer: name a waitUntil, branch or split step, "goal" or "exit".`;
  return { pointer: `/answers/${key.slice(0, 40)}`, code: 'sequence.invalid-answer', message };
}
