import { profileKeys, readAttribute, readProfileValue, type CatalogueField } from '@features/contacts';
import type { SequenceGraph, Step } from './sequence-graph';
import { problem, type SequenceProblem } from './sequence-problem';

const DATES: ReadonlySet<CatalogueField['type']> = new Set(['date', 'date-time']);

/** What is wrong with the contact fields that triggers, waits and updates name. `fields` are all of the workspace. */
export function fieldProblems(
  graph: SequenceGraph,
  fields: readonly CatalogueField[],
  now: Date,
): SequenceProblem[] {
  const byPath = new Map(fields.map((field) => [field.path, field]));
  return [
    ...graph.triggers.flatMap((trigger, index) =>
      'date' in trigger ? dateProblems(`/triggers/${index}/date`, trigger.date, byPath) : [],
    ),
    ...Object.entries(graph.steps).flatMap(([id, step]) => {
      if (step.kind === 'wait' && 'until' in step)
        return dateProblems(`/steps/${id}/until/field`, step.until.field, byPath);
      return step.kind === 'update' ? updateProblems(`/steps/${id}`, step, { byPath, now }) : [];
    }),
  ];
}

function unknown(pointer: string, path: string): SequenceProblem {
  return problem(pointer, {
    code: 'unknown-field',
    message: `There is no contact field "${path}" (any more).`,
    remedy: 'Create the field, or name another one. GET /api/v1/segments/fields lists all.',
  });
}

function dateProblems(
  pointer: string,
  path: string,
  byPath: ReadonlyMap<string, CatalogueField>,
): SequenceProblem[] {
  const field = byPath.get(path);
  if (!field) return [unknown(pointer, path)];
  if (DATES.has(field.type) && !path.startsWith('company.')) return [];
  return [
    problem(pointer, {
      code: 'no-date-field',
      message: `"${path}" holds ${field.type}, not a date of the contact.`,
      remedy: 'Name a field of the type date or date-time.',
    }),
  ];
}

function updateProblems(
  at: string,
  { field: path, value }: Extract<Step, { kind: 'update' }>,
  { byPath, now }: { byPath: ReadonlyMap<string, CatalogueField>; now: Date },
): SequenceProblem[] {
  const field = byPath.get(path);
  if (!field) return [unknown(`${at}/field`, path)];
  const key = profileKeys.find((known) => known === path);
  if (key === undefined && !field.isCustom) {
    return [
      problem(`${at}/field`, {
        code: 'fixed-field',
        message: `"${path}" cannot be set by a sequence.`,
        remedy: 'Name a custom field (attributes.…) or a field of the profile such as city.',
      }),
    ];
  }
  const read = key === undefined ? readAttribute(field, value) : readProfileValue(key, value, now);
  if (read.ok) return [];
  return [
    problem(`${at}/value`, {
      code: 'unfit-value',
      message: `The value does not suit "${path}".`,
      remedy: `It must be ${read.reason}.`,
    }),
  ];
}
