import fc from 'fast-check';
import { builtInContactFields } from '@features/contacts';
import {
  OPERATOR_SHAPES,
  parseRuleTree,
  SEGMENT_LIBRARY,
  segmentFieldCatalogue,
  treeOf,
  vocabularyEvents,
  vocabularyField,
} from '@features/segments';
import { CHOICES, CUSTOM_FIELDS } from '../../libs/testing/rule-trees/awkward-values';
import { ruleTrees } from '../../libs/testing/rule-trees/rule-tree-arbitrary';
import { catalogueOf, type Vocabulary } from '../../apps/web/src/segments/tree/catalogue';
import { countableOf } from '../../apps/web/src/segments/tree/countable';
import {
  depthOf,
  duplicateAt,
  keyOf,
  moveAt,
  nodeAt,
  removeAt,
  replaceAt,
  unwrapAt,
  wrapAt,
} from '../../apps/web/src/segments/tree/edit-tree';
import { newRule } from '../../apps/web/src/segments/tree/new-rules';
import { nodeOf, problemsByRule } from '../../apps/web/src/segments/rule-problems';
import {
  isGroup,
  isShowable,
  MAX_DEPTH,
  type EventRule,
  type GroupNode,
  type TreeNode,
} from '../../apps/web/src/segments/tree/rule-tree';

const RUNS = { numRuns: 300 };
const ID = '0198a000-0000-7000-8000-000000000001';

const fields = segmentFieldCatalogue(
  [
    ...builtInContactFields.map((field) => ({ ...field, choices: [], isCustom: false })),
    ...Object.entries(CUSTOM_FIELDS).map(([key, type]) => ({
      path: `attributes.${key}`,
      label: key,
      type,
      choices: type.endsWith('choice') ? [...CHOICES] : [],
      isCustom: true,
    })),
  ],
  builtInContactFields,
);
const vocabulary = {
  fields: fields.list().map((field) => vocabularyField(field, 'EUR')),
  operators: OPERATOR_SHAPES,
  events: vocabularyEvents([]).map((event) => ({ ...event, firstSeenAt: null })),
  tags: [],
  topics: [],
  segments: [],
} as unknown as Vocabulary;
const catalogue = catalogueOf(vocabulary);

const trees = ruleTrees({ topics: ['news'], segments: [ID] }).map((tree) => tree as GroupNode);

/** Pointers of everything below the root, filters of events included. */
function pointersIn(node: TreeNode, pointer = ''): string[] {
  if (isGroup(node)) {
    return node.rules.flatMap((rule, index) => {
      const at = `${pointer}/rules/${index}`;
      return [at, ...pointersIn(rule, at)];
    });
  }
  const { where } = node as EventRule;
  return where ? pointersIn(where, `${pointer}/where`) : [];
}

describe('a tree in the builder', () => {
  it.each(SEGMENT_LIBRARY.map((entry) => [entry.key, treeOf(entry) as GroupNode] as const))(
    'of the library is shown and counted as it is: %s',
    (_key, tree) => {
      expect(isShowable(tree)).toBe(true);
      const countable = countableOf(tree, catalogue);
      expect(countable.tree).toBe(tree);
      expect(countable.incomplete.size).toBe(0);
    },
  );

  it('that the API accepts is shown and counted as it is, whatever it asks', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        fc.pre(parseRuleTree(tree, fields).ok);
        expect(isShowable(tree)).toBe(true);
        const countable = countableOf(tree, catalogue);
        expect([...countable.incomplete]).toEqual([]);
        expect(countable.tree).toBe(tree);
      }),
      RUNS,
    );
  });

  it('is the same after an edit that changes nothing, wherever it is made', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const before = JSON.stringify(tree);
        for (const pointer of pointersIn(tree)) {
          const node = nodeAt(tree, pointer);
          expect(JSON.stringify(replaceAt(tree, pointer, { ...(node as TreeNode) }))).toBe(before);
        }
        expect(JSON.stringify(tree)).toBe(before);
      }),
      RUNS,
    );
  });

  it('has the same rules after moving one up or down, and is never too deep', () => {
    fc.assert(
      fc.property(trees, fc.nat(), fc.constantFrom('up' as const, 'down' as const), (tree, draw, way) => {
        const pointers = pointersIn(tree);
        fc.pre(pointers.length > 0);
        const pointer = pointers[draw % pointers.length] ?? '';
        const moved = moveAt(tree, pointer, way);
        if (!moved) return;
        expect(rulesInside(moved)).toEqual(rulesInside(tree));
        expect(pointersIn(moved).every((at) => depthOf(at) <= MAX_DEPTH + 1)).toBe(true);
      }),
      RUNS,
    );
  });
});

/** All rules in no order, events without their filters, and the filters. */
function rulesInside(tree: TreeNode): string[] {
  const texts = pointersIn(tree).flatMap((pointer) => {
    const node = nodeAt(tree as GroupNode, pointer) as TreeNode;
    if (isGroup(node)) return [];
    const { where: _, ...rule } = node as EventRule;
    return [JSON.stringify(rule)];
  });
  return texts.sort();
}

const is = (value: string) => ({ field: 'city', op: 'is', value });
const root = (...rules: TreeNode[]): GroupNode => ({ v: 1, match: 'all', rules });
const any = (...rules: TreeNode[]): GroupNode => ({ match: 'any', rules });

describe('editing', () => {
  it('moves a rule into the group below, through it, and out again', () => {
    let tree: GroupNode | null = root(is('a'), any(is('b')));
    tree = moveAt(tree, '/rules/0', 'down');
    expect(tree).toEqual(root(any(is('a'), is('b'))));
    tree = moveAt(tree as GroupNode, '/rules/0/rules/0', 'down');
    tree = moveAt(tree as GroupNode, '/rules/0/rules/1', 'down');
    expect(tree).toEqual(root(any(is('b')), is('a')));
    expect(moveAt(tree as GroupNode, '/rules/1', 'down')).toBeNull();
  });

  it('takes away a group that lost its last rule, because an empty one would match everyone', () => {
    expect(moveAt(root(any(is('a')), is('b')), '/rules/0/rules/0', 'up')).toEqual(root(is('a'), is('b')));
    expect(removeAt(root(is('a'), any(any(is('b')))), '/rules/1/rules/0/rules/0')).toEqual(root(is('a')));
    const filtered: EventRule = { event: 'email.opened', where: any({ property: 'campaign', op: 'isSet' }) };
    expect(removeAt(root(filtered), '/rules/0/where/rules/0')).toEqual(root({ event: 'email.opened' }));
  });

  it('keeps filters inside of their event', () => {
    const filter = { property: 'campaign', op: 'isSet' };
    const tree = root(is('a'), { event: 'email.opened', where: any(filter) });
    expect(moveAt(tree, '/rules/1/where/rules/0', 'up')).toBeNull();
    expect(moveAt(tree, '/rules/1/where/rules/0', 'down')).toBeNull();
  });

  it('keeps the key of a rule through its changes, and gives a copy one of its own', () => {
    const tree = root(is('a'), is('b'));
    const key = keyOf(nodeAt(tree, '/rules/1') as object);
    const changed = replaceAt(tree, '/rules/1', is('c'));
    expect(keyOf(nodeAt(changed, '/rules/1') as object)).toBe(key);
    const copied = duplicateAt(changed, '/rules/1');
    expect(nodeAt(copied, '/rules/2')).toEqual(is('c'));
    expect(keyOf(nodeAt(copied, '/rules/2') as object)).not.toBe(key);
  });

  it('dissolves the group that it made', () => {
    const tree = root(is('a'), is('b'));
    expect(unwrapAt(wrapAt(tree, '/rules/1'), '/rules/1')).toEqual(tree);
  });
});

describe('a tree that somebody is still writing', () => {
  it('is counted without what lacks something, and places are told as they are shown', () => {
    const tree = root(newRule('field:city', catalogue), is('b'), any(is('')), is('d'));
    const { tree: counted, incomplete, toFull } = countableOf(tree, catalogue);
    expect(counted).toEqual(root(is('b'), is('d')));
    expect([...incomplete]).toEqual(['/rules/0', '/rules/2/rules/0']);
    expect(toFull('/rules/1')).toBe('/rules/3');
    expect(toFull('/rules/0/value')).toBe('/rules/1/value');
  });

  it('keeps an event whose filter is not complete', () => {
    const event = { event: 'email.opened', where: any({ property: 'campaign', op: 'is', value: '' }) };
    expect(countableOf(root(event), catalogue).tree).toEqual(root({ event: 'email.opened' }));
  });

  it.each(vocabulary.fields.map(({ path }) => path))(
    'starts a rule about %s that the API will take',
    (path) => {
      const rule = newRule(`field:${path}`, catalogue);
      const tree = countableOf(root(rule), catalogue).tree;
      expect(parseRuleTree(tree, fields)).toMatchObject({ ok: true });
    },
  );
});

describe('mistakes', () => {
  it('stand at the rule that they concern', () => {
    expect(nodeOf('/tree/rules/1/rules/0/value/unit')).toBe('/rules/1/rules/0');
    expect(nodeOf('/rules/0/where/rules/2/op')).toBe('/rules/0/where/rules/2');
    const problems = problemsByRule(
      [
        { pointer: '/tree/rules/0/op', message: 'Not this.' },
        { pointer: '/name', message: 'A name.' },
      ],
      (pointer) => pointer.replace('/rules/0', '/rules/4'),
    );
    expect([...problems]).toEqual([['/rules/4', ['Not this.']]]);
  });
});
