import type { FieldError } from '@platform/errors';
import type { BrokenReason } from './segment';

/**
 * Says in plain words what is wrong with a stored tree: which rule, what is missing, and how to mend it. A tree was
 * valid when it was saved, so whatever is wrong now is the doing of somebody who deleted or remade what it names.
 */
export function brokenReasons(tree: unknown, issues: readonly FieldError[]): BrokenReason[] {
  return issues.map((issue) => {
    const { message, remedy } = describe(issue, tree);
    return { pointer: issue.pointer, code: issue.code, message, remedy };
  });
}

function describe(issue: FieldError, tree: unknown): { message: string; remedy: string } {
  const rule = ruleName(issue.pointer);
  const named = JSON.stringify(valueAt(tree, issue.pointer) ?? '');
  switch (issue.code) {
    case 'segment.unknown-field':
      return {
        message: `${rule} asks for the field ${named}, which does not exist any more.`,
        remedy: 'Create the field again with the same key and type, or change or remove the rule.',
      };
    case 'segment.unknown-tag':
      return {
        message: `${rule} asks for the tag ${named}, which does not exist any more.`,
        remedy: 'Give the tag to a contact again, or change or remove the rule.',
      };
    case 'segment.unknown-topic':
      return {
        message: `${rule} asks for the topic ${named}, which does not exist any more.`,
        remedy: 'Create the topic again with the same key, or change or remove the rule.',
      };
    case 'segment.unknown-segment':
      return {
        message: `${rule} asks for the segment ${named}, which was deleted.`,
        remedy: 'Choose another segment, or remove the rule.',
      };
    case 'segment.broken-segment':
      return { message: `${rule}: ${issue.message}`, remedy: 'Mend that segment, or remove the rule.' };
    case 'segment.cycle':
    case 'segment.too-deep':
    case 'segment.too-large':
      return { message: issue.message, remedy: 'Change the rules of one of these segments.' };
    default:
      return {
        message: `${rule} does not fit its field any more. ${issue.message}`,
        remedy: 'The field was made anew with another type: choose an operator and a value that fit it.',
      };
  }
}

/** `/rules/1/rules/0/field` → `Rule 2.1`: places as people count them. */
function ruleName(pointer: string): string {
  const places = [...pointer.matchAll(/\/rules\/(\d+)/g)].map((match) => Number(match[1]) + 1);
  return places.length === 0 ? 'The tree' : `Rule ${places.join('.')}`;
}

function valueAt(tree: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((value, key) => {
      const isNested = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
      return isNested ? (value as Record<string, unknown>)[key] : undefined;
    }, tree);
}
