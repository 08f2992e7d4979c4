import type { ReferenceKind, FoundReference } from '../sequence-references.repository';
import type { SequenceGraph, Step } from './sequence-graph';
import { problem, type SequenceProblem } from './sequence-problem';

/** An id that a graph names, and what kind of thing it must be. */
export interface NamedReference {
  pointer: string;
  kind: ReferenceKind;
  id: string;
}

/** Every id in a graph, outside of rule trees. */
export function namedReferences(graph: SequenceGraph): NamedReference[] {
  const named = (pointer: string, kind: ReferenceKind, id: string | null): NamedReference[] =>
    id === null ? [] : [{ pointer, kind, id }];
  return [
    ...graph.triggers.flatMap((trigger, index) => {
      const at = `/triggers/${index}`;
      if ('form' in trigger) return named(`${at}/form`, 'form', trigger.form);
      if ('asset' in trigger) return named(`${at}/asset`, 'asset', trigger.asset);
      return 'segment' in trigger ? named(`${at}/segment`, 'segment', trigger.segment) : [];
    }),
    ...named('/topicId', 'topic', graph.topicId),
    ...named('/senderId', 'sender', graph.senderId),
    ...Object.entries(graph.steps).flatMap(([stepId, step]) => {
      const needed = neededBy(step);
      return needed ? named(`/steps/${stepId}/${needed.field}`, needed.kind, needed.id) : [];
    }),
  ];
}

/** What a step cannot do without: the field that names it, and what kind of thing that is. Null where a step needs nothing. */
export function neededBy(step: Step): { field: string; kind: ReferenceKind; id: string | null } | null {
  switch (step.kind) {
    case 'email':
      return { field: 'templateId', kind: 'template', id: step.templateId };
    case 'topic':
      return { field: 'topicId', kind: 'topic', id: step.topicId };
    case 'enroll':
      return { field: 'sequenceId', kind: 'sequence', id: step.sequenceId };
    case 'wait':
    case 'waitUntil':
    case 'branch':
    case 'split':
    case 'update':
    case 'tag':
    case 'webhook':
    case 'notify':
    case 'end':
      return null;
  }
}

/** What is wrong with one named thing; `found` is undefined when it does not exist (any more). */
export function referenceProblem(
  { pointer, kind, id }: NamedReference,
  found: FoundReference | undefined,
): SequenceProblem[] {
  if (!found) {
    return [
      problem(pointer, {
        code: `unknown-${kind}`,
        message: `There is no ${kind} with the id ${id} (any more).`,
        remedy: `Choose another ${kind}.`,
      }),
    ];
  }
  if (kind === 'segment' && found.status !== 'tracked') {
    return [
      problem(pointer, {
        code: 'segment-not-tracked',
        message: `The segment "${found.name}" is ${found.status}: nobody notices when people enter or leave it.`,
        remedy: 'Make it a tracked segment, or choose one that is.',
      }),
    ];
  }
  if (found.status === 'example') {
    return [
      problem(pointer, {
        code: 'example-template',
        level: 'warn',
        message: `The template "${found.name}" is still the example of the library, or leads to example.com.`,
        remedy: 'Write your own words and links into it before publishing.',
      }),
    ];
  }
  return found.status === 'archived' || found.status === 'draft' ? [unready(pointer, kind, found)] : [];
}

/** Archived topics, forms and assets never get anything again; the rest may be mended later. */
function unready(pointer: string, kind: ReferenceKind, { name, status }: FoundReference): SequenceProblem {
  const isFinal = status === 'archived' && kind !== 'template';
  return problem(pointer, {
    code: `${status}-${kind}`,
    level: isFinal ? 'block' : 'warn',
    message: `The ${kind} "${name}" is ${status === 'draft' ? 'not published yet' : 'archived'}.`,
    remedy: status === 'draft' ? 'Publish it, or nothing will come of this.' : `Choose another ${kind}.`,
  });
}
