import { Text, Tooltip } from '@mantine/core';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../ui/format';
import { keyOf, nodeAt, placeOf, replaceAt } from '../tree/edit-tree';
import { newRule } from '../tree/new-rules';
import { kindOf, type EventRule, type PropertyRule, type Rule } from '../tree/rule-tree';
import { SampleRuleEditor, SegmentRuleEditor, TagRuleEditor, TopicRuleEditor } from './belonging-rules';
import { useBuilder } from './builder-context';
import classes from './builder.module.css';
import { EventRuleEditor } from './event-rule';
import { FieldRuleEditor } from './field-rule';
import { GroupEditor } from './group-editor';
import { NodeMenu, useMoveKeys } from './node-menu';
import { PropertyRuleEditor } from './property-rule';
import { SubjectSelect } from './subject-select';

interface Props {
  rule: Rule;
  pointer: string;
  /** The event whose filter this is; null in the tree itself. */
  event: string | null;
}

/** One rule: what it is about, what is asked, its count, what is wrong with it, and what can be done with it. */
export function RuleRow({ rule, pointer, event }: Props) {
  const { t } = useTranslation('segments');
  const builder = useBuilder();
  const { problems, incomplete, showsIncomplete, catalogue, edit } = builder;
  const focusKey = keyOf(rule);
  const onKeyDown = useMoveKeys(pointer);
  const messages = [
    ...(problems.get(pointer) ?? []),
    ...(showsIncomplete && incomplete.has(pointer) ? [t('rule.incomplete')] : []),
  ];
  const change = (next: Rule, focus?: string) =>
    edit((tree) => replaceAt(tree, pointer, next), focus ? { focus } : {});
  const { where } = rule as EventRule;
  return (
    <div
      className={classes.rule}
      role="group"
      aria-label={t('rule.label', { number: placeOf(pointer).index + 1 })}
      data-problem={messages.length > 0 || undefined}
      onKeyDown={onKeyDown}
    >
      <div className={classes.line}>
        <div className={classes.fields}>
          {event === null && (
            <SubjectSelect
              rule={rule}
              focusKey={focusKey}
              onChange={(subject) => change(newRule(subject, catalogue), focusKey)}
            />
          )}
          <RuleBody rule={rule} event={event} focusKey={focusKey} onChange={change} />
        </div>
        <Verdict pointer={pointer} />
        <Count pointer={pointer} />
        <NodeMenu pointer={pointer} isGroup={false} />
      </div>
      {where && (
        <div className={classes.where}>
          <GroupEditor group={where} pointer={`${pointer}/where`} event={(rule as EventRule).event} />
        </div>
      )}
      {messages.map((message) => (
        <Text key={message} size="sm" c="var(--mantine-color-error)" mt={6}>
          {message}
        </Text>
      ))}
    </div>
  );
}

interface BodyProps {
  rule: Rule;
  event: string | null;
  focusKey: string;
  onChange: (rule: Rule, focus?: string) => void;
}

function RuleBody({ rule, event, focusKey, onChange }: BodyProps) {
  switch (kindOf(rule)) {
    case 'field':
      return <FieldRuleEditor rule={rule as never} onChange={onChange} />;
    case 'event':
      return <EventRuleEditor rule={rule as EventRule} onChange={onChange} />;
    case 'property':
      return (
        <PropertyRuleEditor
          rule={rule as PropertyRule}
          event={event ?? ''}
          focusKey={focusKey}
          onChange={onChange}
        />
      );
    case 'tag':
      return <TagRuleEditor rule={rule as never} onChange={onChange} />;
    case 'topic':
      return <TopicRuleEditor rule={rule as never} onChange={onChange} />;
    case 'segment':
      return <SegmentRuleEditor rule={rule as never} onChange={onChange} />;
    case 'sample':
      return <SampleRuleEditor rule={rule as never} onChange={onChange} />;
    case undefined:
      return null;
  }
}

/** Whether the rule holds for the contact that was asked about. */
export function Verdict({ pointer }: { pointer: string }) {
  const { t } = useTranslation('segments');
  const holds = useBuilder().verdicts.get(pointer);
  if (holds === undefined) return null;
  const label = t(holds ? 'person.holds' : 'person.fails');
  const Icon = holds ? IconCheck : IconX;
  return (
    <Tooltip label={label}>
      <span
        style={{ paddingTop: 8, color: holds ? 'var(--mantine-color-tide-6)' : 'var(--mantine-color-error)' }}
      >
        <Icon size={18} role="img" aria-label={label} />
      </span>
    </Tooltip>
  );
}

/** Contacts after this rule and those above it. The API counts the rules of the first level. */
export function Count({ pointer }: { pointer: string }) {
  const { t } = useTranslation('segments');
  const { counts, mostCounted, areCountsStale, tree } = useBuilder();
  const node = nodeAt(tree, pointer);
  const count = node && counts.get(keyOf(node));
  if (count === undefined) return null;
  const label = t(tree.match === 'all' ? 'count.afterAll' : 'count.afterAny', { count });
  return (
    <Tooltip label={label}>
      <div className={classes.count} data-stale={areCountsStale || undefined}>
        <Text size="sm" fw={600} className="numbers" aria-label={label} role="note">
          {formatNumber(count)}
        </Text>
        <div className={classes.bar} aria-hidden>
          <div
            className={classes.filled}
            style={{ width: `${mostCounted > 0 ? (100 * count) / mostCounted : 0}%` }}
          />
        </div>
      </div>
    </Tooltip>
  );
}
