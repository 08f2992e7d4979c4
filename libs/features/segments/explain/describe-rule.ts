import type { EventRule, FieldRule, PropertyRule, RuleNode, TestedValue, TimeSpec } from '../tree/rule-tree';

/** One rule in plain English; of a group only how its rules are joined. */
export function describeRule(node: RuleNode): string {
  switch (node.kind) {
    case 'group':
      return `${node.not ? 'not ' : ''}${node.match === 'all' ? 'all of these hold' : 'any of these holds'}`;
    case 'field':
      return describeField(node);
    case 'event':
      return describeEvent(node);
    case 'tag':
      return `${node.has ? 'has' : 'does not have'} the tag "${node.ref}"`;
    case 'topic':
      return node.status === 'none'
        ? `has never been asked about "${node.ref}"`
        : `is ${node.status} for "${node.ref}"`;
    case 'segment':
      return `${node.member ? 'is' : 'is not'} in the segment ${node.segmentId}`;
    case 'sample':
      return `is in the ${node.percent} % sample "${node.seed}"`;
  }
}

/** A whole tree in one sentence. */
export function describeTree(node: RuleNode): string {
  if (node.kind !== 'group') return describeRule(node);
  if (node.rules.length === 0) return node.not ? 'nobody' : 'everyone';
  const joined = node.rules
    .map((rule) =>
      rule.kind === 'group' && rule.rules.length > 1 && !rule.not
        ? `(${describeTree(rule)})`
        : describeTree(rule),
    )
    .join(node.match === 'all' ? ' and ' : ' or ');
  return node.not ? `not (${joined})` : joined;
}

function describeField({ field, ...tested }: FieldRule): string {
  return `${field.label} ${describeTest(tested)}`;
}

function describeTest({ test, negated }: TestedValue): string {
  const not = negated ? 'not ' : '';
  switch (test.kind) {
    case 'set':
      return `is ${not}set`;
    case 'text': {
      const words = {
        is: `is ${not}`,
        contains: `does ${not}contain `,
        startsWith: 'starts with ',
        endsWith: 'ends with ',
      };
      const verb = test.how === 'contains' && !negated ? 'contains ' : words[test.how];
      return `${verb}${quoted(test.values)}`;
    }
    case 'number':
      return `is ${not}${{ eq: '', lt: 'less than ', lte: 'at most ', gt: 'more than ', gte: 'at least ' }[test.how]}${test.value}`;
    case 'between':
      return `is ${not}between ${test.from} and ${test.to}`;
    case 'percentile':
      return `is in the ${test.side} ${test.percent} %`;
    case 'boolean':
      return test.value ? 'is true' : 'is false';
    case 'choice':
      return `is ${not}${quoted(test.values)}`;
    case 'list':
      return `${negated ? 'has none of' : test.how === 'all' ? 'has all of' : 'has any of'} ${quoted(test.values)}`;
    case 'time':
      return `is ${not}${describeTime(test.spec)}`;
    case 'anniversary':
      return `comes round in the next ${count(test.n, test.unit)}`;
    case 'near':
      return `is within ${test.km} km of ${test.lat}, ${test.lon}`;
  }
}

function describeTime(spec: TimeSpec): string {
  switch (spec.how) {
    case 'on':
      return `on ${spec.date}`;
    case 'before':
    case 'after':
      return `${spec.how} ${spec.at}`;
    case 'between':
      if (spec.from === null) return `until ${spec.to ?? 'ever'}`;
      return spec.to === null ? `since ${spec.from}` : `between ${spec.from} and ${spec.to}`;
    case 'last':
      return `in the last ${count(spec.n, spec.unit)}`;
    case 'next':
      return `in the next ${count(spec.n, spec.unit)}`;
    case 'this':
      return `in this ${spec.period}`;
    case 'previous':
      return `in the ${spec.period} before this one`;
  }
}

function describeEvent(rule: EventRule): string {
  const { condition } = rule;
  const where = rule.where && rule.where.rules.length > 0 ? ` where ${describeWhere(rule.where)}` : '';
  const when = rule.within ? ` ${describeTime(rule.within)}` : '';
  const event = `"${rule.name}"${where}${when}`;
  switch (condition.kind) {
    case 'did':
      return `${condition.did ? 'has done' : 'has not done'} ${event}`;
    case 'count':
      return `has done ${{ atLeast: 'at least', atMost: 'at most', exactly: 'exactly' }[condition.op]} ${condition.value} × ${event}`;
    case 'aggregate':
      return `${condition.fn} of "${condition.property}" over ${event} ${describeTest(condition)}`;
  }
}

function describeWhere(node: PropertyRule | NonNullable<EventRule['where']>): string {
  if (node.kind === 'property') return `${node.property} ${describeTest(node)}`;
  const joined = node.rules.map(describeWhere).join(node.match === 'all' ? ' and ' : ' or ');
  return node.not ? `not (${joined})` : node.rules.length > 1 ? `(${joined})` : joined;
}

function quoted(values: readonly string[]): string {
  return values.map((value) => `"${value}"`).join(' or ');
}

function count(n: number, unit: string): string {
  return `${n} ${unit}${n === 1 ? '' : 's'}`;
}
