import type { MergeFieldChoice } from '../merge/use-merge-fields';
import { DATE_TESTS, NUMBER_TESTS, type Condition } from './document';

export type Test = Condition['is'];
type FieldType = MergeFieldChoice['type'];

/** What can be asked of a field of this type; `current` stays even where it does not fit. */
export function testsFor(type: FieldType, current: Test): Test[] {
  const order = type === 'number' ? NUMBER_TESTS : isDate(type) ? DATE_TESTS : [];
  const tests: Test[] = [
    'set',
    'notSet',
    ...(isDate(type) ? [] : (['equal', 'notEqual'] as const)),
    ...order,
  ];
  return tests.includes(current) ? tests : [...tests, current];
}

/** A condition to begin with. */
export function conditionOf(field: string, is: Test, type: FieldType): Condition {
  switch (is) {
    case 'set':
    case 'notSet':
      return { field, is };
    case 'equal':
    case 'notEqual':
      return { field, is, value: type === 'number' ? 0 : '' };
    case 'before':
    case 'from':
      return { field, is, value: new Date().toISOString().slice(0, 10) };
    default:
      return { field, is, value: 0 };
  }
}

function isDate(type: FieldType): boolean {
  return type === 'date' || type === 'date-time';
}
