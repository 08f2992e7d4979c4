import { createContext, use } from 'react';
import type { Edge } from '../graph/exits';
import type { SequenceGraph, Step, StepId, StepKind } from '../graph/sequence-graph';
import type { SequenceProblem, StepCounts } from '../models';

/** What the side panel shows: a step, or one of the three parts that hold for the whole sequence. */
export type Selection = { part: 'entry' | 'mailing' | 'ending' } | { step: StepId };

export interface Builder {
  sequenceId: string;
  graph: SequenceGraph;
  isReadOnly: boolean;
  selection: Selection | null;
  select: (selection: Selection | null) => void;
  /** Replaces the graph; changes of the same thing (`of`) in a row are undone together. */
  change: (graph: SequenceGraph, of?: string) => void;
  changeStep: (id: StepId, step: Step, of?: string) => void;
  insert: (edges: readonly Edge[], kind: StepKind) => void;
  remove: (id: StepId, keep?: string) => void;
  problems: SequenceProblem[];
  counts: ReadonlyMap<StepId, StepCounts>;
  /** Steps that a simulated contact went through; null while there is none. */
  path: ReadonlySet<StepId> | null;
}

export const BuilderContext = createContext<Builder | null>(null);

export function useBuilder(): Builder {
  const builder = use(BuilderContext);
  if (!builder) throw new Error('useBuilder outside of the builder');
  return builder;
}

export const isSelected = (selection: Selection | null, id: StepId): boolean =>
  selection !== null && 'step' in selection && selection.step === id;

/** The problems of a step, or of a part of the sequence as a whole. */
export function problemsOf(problems: readonly SequenceProblem[], selection: Selection): SequenceProblem[] {
  if ('step' in selection) return problems.filter(({ step }) => step === selection.step);
  const starts = POINTERS[selection.part];
  return problems.filter(
    ({ step, pointer }) => step === null && starts.some((start) => pointer.startsWith(start)),
  );
}

const POINTERS = {
  entry: ['/triggers', '/filter', '/reentry', '/start'],
  mailing: ['/topicId', '/senderId', '/window', '/onCap', '/onQuietHours'],
  ending: ['/goal', '/exits'],
} as const;

/** Where a problem is mended. */
export function placeOf({ step, pointer }: SequenceProblem): Selection {
  if (step !== null) return { step };
  const parts = Object.keys(POINTERS) as (keyof typeof POINTERS)[];
  return { part: parts.find((part) => POINTERS[part].some((start) => pointer.startsWith(start))) ?? 'entry' };
}
