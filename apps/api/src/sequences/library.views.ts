import { graphOf, type InstalledSequence, type SequenceLibraryItem } from '@features/sequences';
import { DataNeedView, toDataNeedView } from '../segment-library/segment-library.views';
import { SequenceProblemView, SequenceView, toSequenceView } from './sequences.views';

/** An email of a ready-made sequence. */
export class LibraryEmailView {
  /** Its name in the entry. */
  key!: string;
  /** For people. */
  name!: string;
  /** What it is for. */
  description!: string;
  /** Its subject line; may hold merge fields. */
  subject!: string;
  /** The line that inbox lists show after the subject. */
  preheader!: string;
}

/** A ready-made sequence without its steps. */
export class SequenceLibraryEntryView {
  /** Stable name. */
  key!: string;
  /** For people. */
  name!: string;
  /** One sentence: when to use it. */
  useWhen!: string;
  /** What contacts go through, in a few words. */
  story!: string;
  /** What starts it: `asset`, `form` or `segment`, to be chosen when it is installed, or `triggers` of its own. */
  startsOn!: 'asset' | 'form' | 'segment' | 'triggers';
  /** Its emails. */
  emails!: LibraryEmailView[];
  /** The data that it waits for. */
  needs!: DataNeedView[];
  /** All of it has come in. */
  isReady!: boolean;
  /** What to know before it is published. */
  notes!: string[];
  /** The first sequence that was installed from it; null when there is none. */
  sequenceId!: string | null;
}

/** A ready-made sequence. */
export class SequenceLibraryEntryDetailsView extends SequenceLibraryEntryView {
  /** Its steps as JSON; what an installer chooses is null. */
  graph!: Record<string, unknown>;
}

/** All ready-made sequences. */
export class SequenceLibraryView {
  /** From the first contact to the last. */
  items!: SequenceLibraryEntryView[];
}

/** A template that an email was made into. */
export class InstalledTemplateView {
  /** Key of the email in the entry. */
  email!: string;
  /** Id of the template. */
  id!: string;
  /** Name of the template. */
  name!: string;
}

/** The segment that lets people into an installed sequence. */
export class InstalledSegmentView {
  /** Its id. */
  id!: string;
  /** Its name. */
  name!: string;
  /** It was made for this sequence. */
  isNew!: boolean;
}

/** A sequence that was just installed: a draft. */
export class InstalledSequenceView {
  /** The draft. */
  sequence!: SequenceView;
  /** What its emails were made into, in their order. */
  templates!: InstalledTemplateView[];
  /** The segment from the library that lets people in; null where none was needed, or another one was chosen. */
  segment!: InstalledSegmentView | null;
  /** True when nothing blocks publishing. */
  isReady!: boolean;
  /** What blocks publishing, and what to look at before. */
  problems!: SequenceProblemView[];
  /** Data that has not come in yet. */
  missing!: DataNeedView[];
}

export function toSequenceLibraryView(items: readonly SequenceLibraryItem[]): SequenceLibraryView {
  return { items: items.map(toEntryView) };
}

export function toSequenceLibraryEntryDetailsView(
  item: SequenceLibraryItem,
): SequenceLibraryEntryDetailsView {
  return { ...toEntryView(item), graph: graphOf(item.entry) as Record<string, unknown> };
}

export function toInstalledSequenceView(installed: InstalledSequence): InstalledSequenceView {
  const { sequence, templates, segment, problems, missing } = installed;
  return {
    sequence: toSequenceView(sequence),
    templates: templates.map((template) => ({ ...template })),
    segment: segment && { ...segment },
    isReady: problems.every(({ level }) => level === 'warn'),
    problems: [...problems],
    missing: missing.map(toDataNeedView),
  };
}

function toEntryView({
  entry,
  emails,
  needs,
  isReady,
  sequenceId,
}: SequenceLibraryItem): SequenceLibraryEntryView {
  const { key, name, useWhen, story, startsOn, notes } = entry;
  return {
    key,
    name,
    useWhen,
    story,
    startsOn: startsOn.on,
    emails: entry.emails.flatMap((email, index) => {
      const shipped = emails[index];
      if (!shipped) return [];
      const { description, subject, preheader } = shipped;
      return [{ key: email.key, name: email.name, description, subject, preheader }];
    }),
    needs: needs.map(toDataNeedView),
    isReady,
    notes: [...notes],
    sequenceId,
  };
}
