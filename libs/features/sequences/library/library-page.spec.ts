import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TemplateGallery } from '@features/templates';
import { parseSequenceGraph } from '../graph/parse-sequence-graph';
import type { Condition, Reentry, SequenceGraph, Trigger } from '../graph/sequence-graph';
import { SEQUENCE_LIBRARY } from './library';
import { graphOf, type EntryStart, type SequenceEntry } from './sequence-entry';

const gallery = new TemplateGallery();
const page = readFileSync(join(__dirname, '../../../../docs/sequence-library.md'), 'utf8');

it('the page about the library describes every entry as it is, in its order', () => {
  const entries = page.slice(page.indexOf('## The entries'));
  expect(words(entries)).toEqual(
    words(`## The entries\n\n${SEQUENCE_LIBRARY.map(describeEntry).join('\n')}`),
  );
});

/** How wide columns are and where lines break does not matter. */
function words(markdown: string): string[] {
  return markdown
    .split('\n')
    .map((line) => line.replace(/-{3,}/g, '---').replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '');
}

function describeEntry(entry: SequenceEntry): string {
  const graph = graphFor(entry);
  const facts = [
    ['Starts', starts(entry.startsOn, graph.triggers)],
    ['Again', again(graph.reentry)],
    ['Goal', graph.goal ? event(graph.goal) : '–'],
    ['Leaves also', graph.exits.map(event).join(', ') || '–'],
    ['Sends', sends(graph)],
    ['Caps, quiet hours', `${graph.onCap}, ${graph.onQuietHours}`],
    ['Data', entry.needs.map(nameOf).join(', ')],
  ];
  return [
    `### ${entry.name} (\`${entry.key}\`)`,
    entry.useWhen,
    entry.story,
    '| | |',
    '| --- | --- |',
    ...facts.map(([name, value]) => `| ${name} | ${value} |`),
    '| Email | Subject |',
    '| --- | --- |',
    ...entry.emails.map(
      ({ key, name }) => `| ${name} | ${gallery.ofSequence(`${entry.key}/${key}`).subject} |`,
    ),
    ...entry.notes.map((note) => `- ${note}`),
  ].join('\n\n');
}

function graphFor(entry: SequenceEntry): SequenceGraph {
  const parsed = parseSequenceGraph(graphOf(entry));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.graph;
}

function starts(start: EntryStart, [trigger]: readonly Trigger[]): string {
  switch (start.on) {
    case 'asset':
      return 'the chosen asset is downloaded (`assetId`)';
    case 'form':
      return 'the chosen form is sent in (`formId`)';
    case 'segment':
      return `the contact enters the segment \`${start.segmentKey}\`, or the chosen one (\`segmentId\`)`;
    case 'triggers':
      if (trigger && 'date' in trigger) return `\`${trigger.date}\`, every year at ${trigger.at}`;
      return trigger && 'event' in trigger ? event(trigger) : '';
  }
}

function event(condition: Condition): string {
  if ('tree' in condition) return 'rules';
  const rules = (condition.where?.['rules'] ?? []) as { property: string; op: string; value: unknown }[];
  const where = rules.map(({ property, op, value }) => `${property} ${op} ${String(value)}`).join(' and ');
  return `\`${condition.event}\`${where && ` (${where})`}`;
}

function again(reentry: Reentry): string {
  return reentry.rule === 'after' ? `after ${reentry.days} days` : reentry.rule;
}

function sends({ window }: SequenceGraph): string {
  if (!window) return 'at any hour';
  const days = window.days.length === 7 ? 'every day' : 'Monday to Friday';
  return `${window.from}–${window.to}, ${days}`;
}

function nameOf(need: SequenceEntry['needs'][number]): string {
  switch (need.kind) {
    case 'orders':
      return 'orders';
    case 'built-in':
      return `\`${need.path}\``;
    case 'field':
      return `\`attributes.${need.field.key}\``;
    case 'event':
    case 'observed':
      return `\`${need.name}\``;
  }
}
