import { useTranslation } from 'react-i18next';
import type {
  Condition,
  Duration,
  RuleTree,
  SendWindow,
  SequenceGraph,
  Step,
  Trigger,
} from '../graph/sequence-graph';
import { nameIn, useNames } from './use-names';

const rulesIn = (tree: RuleTree | { rules?: unknown } | null | undefined): number =>
  Array.isArray(tree?.rules) ? tree.rules.length : 0;

/** Steps and triggers in a few words. */
export function useDescribe() {
  const { t } = useTranslation('sequences');
  const names = useNames();
  const duration = ({ n, unit }: Duration) => t(`duration.${unit}`, { count: n });
  const fieldName = (path: string) => names.fields.find((field) => field.path === path)?.label ?? path;
  const rules = (tree: RuleTree) => t('say.rules', { count: rulesIn(tree) });
  const condition = (one: Condition): string => {
    if ('tree' in one) return t('say.becomes', { rules: rules(one.tree) });
    const event = nameIn(names.event, one.event) ?? one.event;
    const count = rulesIn(one.where);
    return count > 0 ? t('say.eventWith', { event, rules: t('say.rules', { count }) }) : event;
  };
  const trigger = (one: Trigger): string => {
    if ('event' in one) return t('say.trigger.event', { what: condition(one) });
    if ('form' in one)
      return t(`say.trigger.form.${one.when}`, { form: nameIn(names.form, one.form) ?? '…' });
    if ('asset' in one) return t('say.trigger.asset', { asset: nameIn(names.asset, one.asset) ?? '…' });
    if ('segment' in one)
      return t(`say.trigger.segment.${one.on}`, { segment: nameIn(names.segment, one.segment) ?? '…' });
    if ('tag' in one) return t('say.trigger.tag', { tag: one.tag || '…' });
    if ('date' in one) {
      const date = fieldName(one.date) || '…';
      const { offsetDays: days, at } = one;
      if (days === 0) return t('say.trigger.date.on', { date, at });
      return t(days < 0 ? 'say.trigger.date.before' : 'say.trigger.date.after', {
        count: Math.abs(days),
        date,
        at,
      });
    }
    return t('say.trigger.api');
  };
  const wait = (step: Extract<Step, { kind: 'wait' }>): string => {
    if (step.for) {
      const time = duration(step.for);
      return step.at ? t('say.waitForAt', { time, at: step.at }) : t('say.waitFor', { time });
    }
    const minutes = step.until?.offsetMinutes ?? 0;
    const field = fieldName(step.until?.field ?? '') || '…';
    if (minutes === 0) return t('say.waitDate.on', { field });
    const time = duration(largestOf(Math.abs(minutes)));
    return t(minutes < 0 ? 'say.waitDate.before' : 'say.waitDate.after', { time, field });
  };
  const step = (one: Step): string => {
    switch (one.kind) {
      case 'email':
        return (
          one.subject ??
          nameIn(names.template, one.templateId) ??
          (one.templateId ? '…' : t('say.noTemplate'))
        );
      case 'wait':
        return wait(one);
      case 'waitUntil':
        return t('say.waitUntil', { what: condition(one.condition), time: duration(one.timeout) });
      case 'branch':
        return t('say.branch', { count: one.cases.length });
      case 'split':
        return one.parts.map(({ percent }) => `${percent} %`).join(' / ');
      case 'update':
        return one.value === null
          ? t('say.clear', { field: fieldName(one.field) || '…' })
          : t('say.update', { field: fieldName(one.field) || '…', value: String(one.value) });
      case 'tag':
        return t(one.do === 'add' ? 'say.tagAdd' : 'say.tagRemove', { tag: one.tag || '…' });
      case 'topic':
        return t('say.topic', { topic: nameIn(names.topic, one.topicId) ?? '…' });
      case 'webhook':
        return hostOf(one.url);
      case 'notify':
        return one.to.join(', ') || '…';
      case 'enroll':
        return nameIn(names.sequence, one.sequenceId) ?? '…';
      case 'end':
        return t('say.end');
    }
  };
  /** What a way out of a fork is called. */
  const exit = (one: Step, key: string): string => {
    const number = Number(key.split(' ')[1]);
    if (one.kind === 'waitUntil') return t(key === 'then' ? 'exit.happened' : 'exit.timeout');
    if (one.kind === 'split') return `${one.parts[number]?.percent ?? 0} %`;
    if (one.kind !== 'branch') return t('exit.next');
    if (key === 'else') return t(one.cases.length === 1 ? 'exit.no' : 'exit.else');
    return one.cases.length === 1 ? t('exit.yes') : t('exit.case', { number: number + 1 });
  };
  const name = (id: string, one: Step | undefined): string =>
    one?.name || (one ? t(`kinds.${one.kind}`) : id);
  const days = ({ days: chosen }: SendWindow): string =>
    chosen.length === 7
      ? t('say.everyDay')
      : chosen.map((day) => t(`weekdays.short.${weekdayOf(day)}`)).join(', ');
  const mailing = (graph: SequenceGraph): string => {
    const parts = [nameIn(names.topic, graph.topicId) ?? t('say.noTopic')];
    if (graph.window) parts.push(`${graph.window.from}–${graph.window.to}, ${days(graph.window)}`);
    return parts.join(' · ');
  };
  const ending = (graph: SequenceGraph): string => {
    const parts = [graph.goal ? t('say.goal', { what: condition(graph.goal) }) : t('say.noGoal')];
    if (graph.exits.length > 0) parts.push(t('say.exits', { count: graph.exits.length }));
    return parts.join(' · ');
  };
  return { names, step, trigger, condition, exit, name, duration, mailing, ending, days };
}

export type Describe = ReturnType<typeof useDescribe>;

const WEEKDAYS = ['1', '2', '3', '4', '5', '6', '7'] as const;
export type Weekday = (typeof WEEKDAYS)[number];
export const weekdayOf = (day: number): Weekday => WEEKDAYS[day - 1] ?? '1';

/** `90` minutes as minutes, `120` as two hours. */
export function largestOf(minutes: number): Duration {
  if (minutes % 1440 === 0) return { n: minutes / 1440, unit: 'day' };
  if (minutes % 60 === 0) return { n: minutes / 60, unit: 'hour' };
  return { n: minutes, unit: 'minute' };
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url || '…';
}
