import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LIBRARY_STORIES } from '../../../testing/sequences/library-stories';
import { eventConditions, graphProblems } from '../graph/graph-problems';
import { parseSequenceGraph } from '../graph/parse-sequence-graph';
import type { SequenceGraph } from '../graph/sequence-graph';
import { SEQUENCE_LIBRARY } from './library';
import { graphOf, type EntryChoices, type SequenceEntry } from './sequence-entry';

const entries = SEQUENCE_LIBRARY.map((entry): [string, SequenceEntry] => [entry.key, entry]);
const ID = '01890000-0000-7000-8000-000000000001';
const EMAILS = join(__dirname, '../../../../templates/sequences');

function choicesOf({ emails }: SequenceEntry): EntryChoices {
  const templates = Object.fromEntries(emails.map(({ key }) => [key, ID]));
  return { topicId: ID, senderId: ID, assetId: ID, formId: ID, segmentId: ID, templates };
}

function read(entry: SequenceEntry, choices: EntryChoices): SequenceGraph {
  const parsed = parseSequenceGraph(graphOf(entry, choices));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.graph;
}

it('has what marketers ask for, each under a key and a name of its own', () => {
  const keys = SEQUENCE_LIBRARY.map(({ key }) => key);
  expect(keys).toEqual([
    ...['ebook-webinar-demo', 'welcome', 'never-activated-training', 'abandoned-cart', 'birthday'],
    ...['top-customers-referral', 'win-back', 're-permission'],
  ]);
  expect(new Set(SEQUENCE_LIBRARY.map(({ name }) => name.toLowerCase())).size).toBe(keys.length);
  expect(Object.keys(LIBRARY_STORIES).sort()).toEqual([...keys].sort());
});

describe.each(entries)('%s', (key, entry) => {
  it('says when to use it, and what contacts go through', () => {
    expect(entry.useWhen).toMatch(/^When [^.]+\.$/);
    expect(entry.story).toMatch(/^[A-Z].{40,}\.$/);
    for (const note of entry.notes) expect(note).toMatch(/^[A-Z].{20,}\.$/);
  });

  it('is a graph without problems once everything is chosen', () => {
    const graph = read(entry, choicesOf(entry));
    expect(graphProblems(graph)).toEqual([]);
    expect(graph).toMatchObject({ topicId: ID, senderId: ID });
    expect(graph.triggers).toEqual([expect.anything(), { api: true }]);
  });

  it('is a graph that can be kept when nothing is chosen, and says so', () => {
    const codes = graphProblems(read(entry, {})).map(({ code }) => code.replace('sequence.', ''));
    expect(codes).toContain('no-topic');
    expect(codes).toContain('incomplete');
    expect(JSON.stringify(graphOf(entry))).not.toContain('"$');
  });

  it('sends every one of its emails, each in the step of its name', () => {
    const used = Object.entries(entry.graph.steps).filter(([, { kind }]) => kind === 'email');
    expect(used.map(([id]) => id).sort()).toEqual(entry.emails.map((email) => email.key).sort());
    for (const [id, { templateId }] of used) expect(templateId).toBe(`$template.${id}`);
    expect(readdirSync(join(EMAILS, key)).sort()).toEqual(entry.emails.map((email) => email.key).sort());
  });

  it('tells all data that it waits for', () => {
    const asked = eventConditions(read(entry, choicesOf(entry))).flatMap(({ condition }) =>
      'event' in condition ? [condition.event] : [],
    );
    const declared = entry.needs.flatMap((need) => {
      if (need.kind === 'orders') return ['order.placed', 'order.refunded'];
      return 'name' in need ? [need.name] : [];
    });
    // Signs of life that nobody has to send in for the sequence to work.
    const welcomed = key === 're-permission' ? ['order.placed'] : [];
    expect(asked.filter((event) => ![...declared, ...welcomed].includes(event))).toEqual([]);
  });
});
