import { MAX_DEPTH, MAX_RULES, type Group } from './rule-tree';
import { has, type TreeReader } from './tree-reader';

export interface Place {
  pointer: string;
  /** 1 for the root group. */
  depth: number;
}

export type ParseRule<Rule> = (reader: TreeReader, value: unknown, at: Place) => Rule | undefined;

/** Reads a group and everything in it; stops at the limits of depth and size instead of walking on. */
export function parseGroup<Rule>(
  reader: TreeReader,
  value: unknown,
  at: Place & { isRoot?: boolean },
  parseRule: ParseRule<Rule>,
): Group<Rule> | undefined {
  const { pointer, depth } = at;
  if (depth > MAX_DEPTH) {
    return reader.report(pointer, 'too-deep', `Groups nest at most ${MAX_DEPTH} levels deep.`);
  }
  const group = reader.object(value, pointer, [...(at.isRoot ? ['v'] : []), 'match', 'not', 'rules']);
  if (!group) return undefined;
  const match = reader.oneOf(group['match'], `${pointer}/match`, ['all', 'any']);
  const not = has(group, 'not') ? reader.boolean(group['not'], `${pointer}/not`) : false;
  const list = group['rules'];
  if (!Array.isArray(list)) {
    return reader.report(`${pointer}/rules`, 'invalid-list', 'Expected a list of rules and groups.');
  }
  if (list.length > MAX_RULES) {
    return reader.report(
      `${pointer}/rules`,
      'too-many-rules',
      `A rule tree holds at most ${MAX_RULES} rules, not ${list.length}.`,
    );
  }
  const rules = list.map((item: unknown, index) =>
    parseNode(reader, item, { pointer: `${pointer}/rules/${index}`, depth }, parseRule),
  );
  if (!match || not === undefined || rules.some((rule) => rule === undefined)) return undefined;
  return { kind: 'group', pointer, match, not, rules: rules.filter((rule) => rule !== undefined) };
}

function parseNode<Rule>(
  reader: TreeReader,
  value: unknown,
  at: Place,
  parseRule: ParseRule<Rule>,
): Rule | Group<Rule> | undefined {
  const isGroup =
    typeof value === 'object' &&
    value !== null &&
    (Object.hasOwn(value, 'rules') || Object.hasOwn(value, 'match'));
  if (isGroup) {
    if (!reader.countGroup(at.pointer)) return undefined;
    return parseGroup(reader, value, { pointer: at.pointer, depth: at.depth + 1 }, parseRule);
  }
  return reader.countRule(at.pointer) ? parseRule(reader, value, at) : undefined;
}
