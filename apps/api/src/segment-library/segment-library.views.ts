import { ApiProperty } from '@nestjs/swagger';
import {
  LIBRARY_CATEGORIES,
  type DataNeed,
  type InstalledEntry,
  type LibraryCategory,
  type LibraryEntry,
  type LibraryItem,
} from '@features/segments';
import { PersonaView } from '../segments/segments.views';

/** A call of the API that sends in a piece of data. */
export class SendExampleView {
  /** `POST` or `PUT`. */
  method!: 'POST' | 'PUT';
  /** Address on this server. */
  path!: string;
  /** What to send, as JSON. */
  body!: Record<string, unknown>;
}

/** A piece of data that the rules of an entry read. */
export class DataNeedView {
  /** `field` (a custom field), `built-in` (a field that everybody has), `event` (sent by you), `observed` (recorded by Tidings) or `orders`. */
  kind!: DataNeed['kind'];
  /** Path of the field or name of the event. */
  name!: string;
  /** It is there: the field exists, such events have come in. */
  isMet!: boolean;
  /** For people: what it is, or what is missing. */
  message!: string;
  /** How to send it in; empty for what Tidings records itself. */
  examples!: SendExampleView[];
}

/** A value of the rules that may be chosen when the entry is installed. */
export class LibraryParameterView {
  /** Its name in `parameters`. */
  name!: string;
  /** For people. */
  label!: string;
  /** What is used unless another value is given: a number, a text or a list of texts. */
  @ApiProperty({
    oneOf: [{ type: 'number' }, { type: 'string' }, { type: 'array', items: { type: 'string' } }],
  })
  default!: number | string | readonly string[];
}

/** What to do with a segment. */
export class LibraryIdeaView {
  /** `campaign` or `sequence`. */
  kind!: LibraryEntry['idea']['kind'];
  /** In a few words. */
  text!: string;
}

/** A ready-made segment. */
export class LibraryEntryView {
  /** Stable name. */
  key!: string;
  /** For people. */
  name!: string;
  /** What kind of segment it is. */
  category!: LibraryCategory;
  /** One sentence: when to use it. */
  useWhen!: string;
  /** The rule tree with the default parameters. */
  tree!: Record<string, unknown>;
  /** What may be chosen. */
  parameters!: LibraryParameterView[];
  /** The data that its rules read. */
  needs!: DataNeedView[];
  /** All of it is there. */
  isReady!: boolean;
  /** A matching campaign or sequence. */
  idea!: LibraryIdeaView;
  /** The plan card that comes with it; null for most. */
  persona!: PersonaView | null;
  /** The segment that was installed from it; null when none was. */
  segmentId!: string | null;
}

/** All ready-made segments. */
export class SegmentLibraryView {
  /** Categories in their order. */
  categories!: LibraryCategory[];
  /** Entries by category. */
  items!: LibraryEntryView[];
}

/** What became of one entry. */
export class InstalledEntryView {
  /** Key of the entry. */
  key!: string;
  /** `installed`, `already-installed`, `needs-fields` (custom fields are missing) or `refused` (`problem` says why). */
  outcome!: InstalledEntry['outcome'];
  /** The segment; null unless it is installed. */
  segmentId!: string | null;
  /** Keys of the custom fields that were created for it. */
  createdFields!: string[];
  /** Data that is still to come; until then the segment is empty, or smaller than it should be. */
  missing!: DataNeedView[];
  /** Why it was refused. */
  problem!: string | null;
}

/** What became of the entries, in their order. */
export class InstalledEntriesView {
  /** One for each entry. */
  results!: InstalledEntryView[];
}

export function toSegmentLibraryView(items: readonly LibraryItem[]): SegmentLibraryView {
  return { categories: [...LIBRARY_CATEGORIES], items: items.map(toLibraryEntryView) };
}

export function toInstalledEntriesView(results: readonly InstalledEntry[]): InstalledEntriesView {
  return {
    results: results.map((result) => ({ ...result, missing: result.missing.map(toDataNeedView) })),
  };
}

function toLibraryEntryView({ entry, tree, needs, isReady, segmentId }: LibraryItem): LibraryEntryView {
  const { key, name, category, useWhen, parameters, idea, persona = null } = entry;
  return {
    key,
    name,
    category,
    useWhen,
    tree: tree as Record<string, unknown>,
    parameters: parameters.map((parameter) => ({ ...parameter })),
    needs: needs.map(toDataNeedView),
    isReady,
    idea,
    persona,
    segmentId,
  };
}

export function toDataNeedView(need: DataNeed): DataNeedView {
  const examples = need.examples.map(({ method, path, body }) => ({
    method,
    path,
    body: body as Record<string, unknown>,
  }));
  return { ...need, examples };
}
