import type { LibraryNeed } from '@features/segments';

/** What lets contacts into a shipped sequence. */
export type EntryStart =
  /** The asset that the installer chooses; without one any download, and a warning. */
  | { on: 'asset' }
  /** The form that the installer chooses; without one any form, and a warning. */
  | { on: 'form' }
  /** The tracked segment that the installer chooses; without one that of the entry `segmentKey` of the segment library. */
  | { on: 'segment'; segmentKey: string }
  | { on: 'triggers'; triggers: readonly unknown[] };

/** An email of a shipped sequence, in `templates/sequences/<entry>/<key>`. */
export interface EntryEmail {
  key: string;
  /** Follows the name of the sequence in the name of the template. */
  name: string;
}

/**
 * A ready-made sequence: plain data, so that everybody can read it, and a test can walk every one to its end. In `graph`, texts
 * that begin with `$` stand for what the installer fills in: `$topicId` and `$template.<email>`.
 */
export interface SequenceEntry {
  /** Stable; a sequence that was installed from the entry remembers it. */
  key: string;
  name: string;
  /** One sentence: when to use it. It becomes the description of the sequence. */
  useWhen: string;
  /** What contacts go through, in a few words. */
  story: string;
  /** Without these it waits for what never comes. */
  needs: readonly LibraryNeed[];
  /** What to know before it is published; each a sentence or two. */
  notes: readonly string[];
  startsOn: EntryStart;
  emails: readonly EntryEmail[];
  /** JSON of a graph without triggers, topic and sender; see `SequenceGraph`. */
  graph: Readonly<Record<string, unknown>> & {
    start: string;
    steps: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
}

/** What an installer fills in. */
export interface EntryChoices {
  topicId?: string;
  senderId?: string;
  assetId?: string;
  formId?: string;
  segmentId?: string;
  /** Ids of templates by email. */
  templates?: Readonly<Record<string, string>>;
}

/** Besides, everybody may be enrolled by hand: nobody enters by what happened before the sequence was published. */
const BY_HAND = { api: true };

/** JSON of the graph with the choices filled in; what was not chosen is null, and rules about it are left out. */
export function graphOf({ graph, startsOn }: SequenceEntry, choices: EntryChoices = {}): unknown {
  const { topicId = null, senderId = null } = choices;
  const filled = fill(graph, choices) as Record<string, unknown>;
  return { v: 1, triggers: [...triggersOf(startsOn, choices), BY_HAND], topicId, senderId, ...filled };
}

function triggersOf(start: EntryStart, { assetId, formId, segmentId }: EntryChoices): unknown[] {
  switch (start.on) {
    case 'asset':
      return [assetId === undefined ? { event: 'asset.downloaded' } : { asset: assetId }];
    case 'form':
      return [formId === undefined ? { event: 'form.submitted' } : { form: formId, when: 'submitted' }];
    case 'segment':
      return segmentId === undefined ? [] : [{ segment: segmentId, on: 'entered' }];
    case 'triggers':
      return [...start.triggers];
  }
}

const TEMPLATE = '$template.';

function fill(node: unknown, choices: EntryChoices): unknown {
  if (typeof node === 'string') return node.startsWith('$') ? chosen(node, choices) : node;
  if (typeof node !== 'object' || node === null) return node;
  if (Array.isArray(node)) return node.map((item) => fill(item, choices)).filter(hasNoHole);
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, fill(value, choices)]));
}

function chosen(name: string, { topicId, templates }: EntryChoices): string | null {
  if (name === '$topicId') return topicId ?? null;
  if (name.startsWith(TEMPLATE)) return templates?.[name.slice(TEMPLATE.length)] ?? null;
  throw new Error(`the library of sequences knows no placeholder "${name}"`);
}

/** A rule about a topic that was not chosen would be no rule at all. */
function hasNoHole(item: unknown): boolean {
  return !(
    typeof item === 'object' &&
    item !== null &&
    'topic' in item &&
    'status' in item &&
    item.topic === null
  );
}
