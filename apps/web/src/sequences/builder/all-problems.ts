import { asProblem } from '../../api/problem';
import type { SequenceProblem } from '../models';

const STEP = /^\/steps\/([a-z0-9-]+)/;

/** What the API said of the draft, and before that what kept it from being saved. */
export function allProblems(found: readonly SequenceProblem[], saveError: unknown): SequenceProblem[] {
  if (!saveError) return [...found];
  const refused = asProblem(saveError).fields.map(({ pointer, code, message }): SequenceProblem => {
    const inGraph = pointer.replace(/^\/graph/, '');
    return {
      level: 'block',
      code,
      message,
      remedy: '',
      pointer: inGraph,
      step: STEP.exec(inGraph)?.[1] ?? null,
    };
  });
  const known = new Set(refused.map(({ pointer }) => pointer));
  return [...refused, ...found.filter(({ pointer }) => !known.has(pointer))];
}
