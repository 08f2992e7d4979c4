import { fold } from '../tree/fold';
import type { Rule, TagRule, TopicRule } from '../tree/rule-tree';
import { who, whoAre, type Clause } from './clause';
import { describeEvent } from './describe-event';
import { describeField } from './describe-field';
import { percentWords } from './describe-value';
import { plain, quoted, say, value, type Phrase } from './phrase';
import { isId, type TreeNames } from './tree-names';

/** What one rule says. */
export function describeRule(rule: Rule, names: TreeNames): Clause {
  switch (rule.kind) {
    case 'field':
      return describeField(rule);
    case 'event':
      return describeEvent(rule, names);
    case 'tag':
      return who(say`are ${rule.has ? '' : 'not '}tagged ${tagName(rule, names)}`);
    case 'topic':
      return describeTopic(rule, names);
    case 'segment': {
      const name = names.segments.get(rule.segmentId);
      const segment = name === undefined ? plain('a deleted segment') : say`the segment ${quoted(name)}`;
      return whoAre(say`in ${segment}`, !rule.member);
    }
    case 'sample':
      return who(say`are in the ${percentWords(rule.percent)} sample ${quoted(rule.seed)}`);
  }
}

function tagName({ ref }: TagRule, names: TreeNames): Phrase {
  const name = names.tags.get(fold(ref));
  if (name !== undefined) return quoted(name);
  return isId(ref) ? plain('with a deleted tag') : say`with the deleted tag ${quoted(ref)}`;
}

function describeTopic({ ref, status, endsInDays }: TopicRule, names: TreeNames): Clause {
  const topic = topicName(ref, names);
  if (endsInDays !== undefined) {
    const days = value(endsInDays === 1 ? '1 day' : `${endsInDays} days`);
    return who(say`are subscribed to ${topic} by an implied consent that ends within ${days}`);
  }
  switch (status) {
    case 'subscribed':
      return who(say`are subscribed to ${topic}`);
    case 'unsubscribed':
      return who(say`unsubscribed from ${topic}`);
    case 'pending':
      return who(say`have not confirmed ${topic} yet`);
    case 'none':
      return who(say`were never asked about ${topic}`);
  }
}

function topicName(ref: string, names: TreeNames): Phrase {
  const name = names.topics.get(ref);
  if (name !== undefined) return quoted(name);
  return isId(ref) ? plain('a deleted topic') : say`the deleted topic ${quoted(ref)}`;
}
