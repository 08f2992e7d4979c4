import type { Sequence, SequenceProblem, SequenceStatus, SequenceVersion } from '@features/sequences';
import { PageOf } from '../http';

/** A sequence without its steps. */
export class SequenceSummaryView {
  /** Id of the sequence. */
  id!: string;
  /** Its name. */
  name!: string;
  /** More about it. */
  description!: string;
  /** `draft`: never published. `active`: runs. `paused`: takes people in, who then wait. `archived`: over for everybody. */
  status!: SequenceStatus;
  /** The version that enrols; null before the first. */
  publishedVersion!: number | null;
  /** The draft differs from what was published last. */
  hasChanges!: boolean;
  /** The entry of the library that it was installed from. */
  libraryKey!: string | null;
  /** Counts the changes of name, description and draft, from 1. */
  version!: number;
  /** When it was created. */
  createdAt!: string;
  /** When it was last changed. */
  updatedAt!: string;
}

export class SequencePageView extends PageOf(SequenceSummaryView) {}

/** A sequence with its draft. */
export class SequenceView extends SequenceSummaryView {
  /** The draft as JSON, with every default filled in. */
  graph!: Record<string, unknown>;
}

/** A sequence as it was published just now. */
export class PublishedSequenceView extends SequenceView {
  /** How many of those inside moved over to the new version. */
  moved!: number;
}

/** Something that stops a sequence from being published, or that its author should know. */
export class SequenceProblemView {
  /** JSON pointer into the graph. */
  pointer!: string;
  /** Stable and machine-readable. */
  code!: string;
  /** For people: what is wrong. */
  message!: string;
  /** For people: how to mend it. */
  remedy!: string;
  /** `block` must be mended before publishing; `warn` need not. */
  level!: 'block' | 'warn';
  /** The step it is about; null for the sequence as a whole. */
  step!: string | null;
}

/** What is wrong with a draft. */
export class SequenceProblemsView {
  /** True when nothing blocks publishing. */
  isReady!: boolean;
  /** All of them, what blocks first. */
  problems!: SequenceProblemView[];
}

/** A published version without its steps. */
export class SequenceVersionSummaryView {
  /** From 1. */
  number!: number;
  /** When it was published. */
  publishedAt!: string;
  /** Who published it. */
  publishedBy!: string;
}

export class SequenceVersionPageView extends PageOf(SequenceVersionSummaryView) {}

/** A published version. It never changes. */
export class SequenceVersionView extends SequenceVersionSummaryView {
  /** The steps as JSON; emails name the frozen content that they send (`templateVersionId`). */
  graph!: Record<string, unknown>;
}

export function toSequenceSummaryView(sequence: Sequence): SequenceSummaryView {
  const { id, name, description, status, publishedVersion, hasChanges, libraryKey, version } = sequence;
  return {
    id,
    name,
    description,
    status,
    publishedVersion,
    hasChanges,
    libraryKey,
    version,
    createdAt: sequence.createdAt.toISOString(),
    updatedAt: sequence.updatedAt.toISOString(),
  };
}

export function toSequenceView(sequence: Sequence): SequenceView {
  return { ...toSequenceSummaryView(sequence), graph: { ...sequence.draft } };
}

export function toSequenceProblemsView(problems: readonly SequenceProblem[]): SequenceProblemsView {
  return { isReady: problems.every(({ level }) => level === 'warn'), problems: [...problems] };
}

export function toSequenceVersionSummaryView({
  number,
  publishedAt,
  publishedBy,
}: Omit<SequenceVersion, 'graph'>): SequenceVersionSummaryView {
  return { number, publishedAt: publishedAt.toISOString(), publishedBy };
}

export function toSequenceVersionView(version: SequenceVersion): SequenceVersionView {
  return { ...toSequenceVersionSummaryView(version), graph: { ...version.graph } };
}
