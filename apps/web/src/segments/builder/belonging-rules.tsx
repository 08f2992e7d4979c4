import { Autocomplete, NativeSelect, NumberInput, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SampleRule, SegmentRule, TagRule, TopicRule } from '../tree/rule-tree';
import { useBuilder } from './builder-context';
import classes from './builder.module.css';
import { NumberEditor } from './value-editor';

interface Props<Rule> {
  rule: Rule;
  onChange: (rule: Rule) => void;
}

function YesNo({ label, value, words, onChange }: YesNoProps) {
  const { readOnly } = useBuilder();
  return (
    <NativeSelect
      className={classes.operator}
      aria-label={label}
      value={value ? 'yes' : 'no'}
      onChange={(event) => onChange(event.currentTarget.value === 'yes')}
      disabled={readOnly}
      data={[
        { value: 'yes', label: words[0] },
        { value: 'no', label: words[1] },
      ]}
    />
  );
}

interface YesNoProps {
  label: string;
  value: boolean;
  words: readonly [string, string];
  onChange: (value: boolean) => void;
}

export function TagRuleEditor({ rule, onChange }: Props<TagRule>) {
  const { t } = useTranslation('segments');
  const { catalogue, readOnly } = useBuilder();
  const { tags } = catalogue.vocabulary;
  // Trees may name a tag by its id: people see its name.
  const name = tags.find(({ id }) => id === rule.tag)?.name ?? rule.tag;
  return (
    <>
      <YesNo
        label={t('rule.operator')}
        value={rule.has !== false}
        words={[t('tag.has'), t('tag.hasNot')]}
        onChange={(has) => onChange({ ...rule, has })}
      />
      <Autocomplete
        className={classes.value}
        aria-label={t('subjects.tag')}
        placeholder={t('tag.name')}
        value={name}
        onChange={(next) => onChange({ ...rule, tag: next })}
        data={[...new Set(tags.map((tag) => tag.name))]}
        limit={30}
        readOnly={readOnly}
      />
    </>
  );
}

const STATUSES = ['subscribed', 'unsubscribed', 'pending', 'none'] as const;

export function TopicRuleEditor({ rule, onChange }: Props<TopicRule>) {
  const { t } = useTranslation('segments');
  const { catalogue, readOnly } = useBuilder();
  const { topics } = catalogue.vocabulary;
  const data = topics.map(({ key, name }) => ({ value: key, label: name }));
  const byId = topics.find(({ id }) => id === rule.topic);
  const value = byId ? byId.key : rule.topic;
  if (value && !data.some((topic) => topic.value === value)) data.push({ value, label: value });
  const setStatus = (status: TopicRule['status']) => {
    const { endsInDays, ...rest } = rule;
    onChange({ ...rest, status, ...(status === 'subscribed' && endsInDays ? { endsInDays } : {}) });
  };
  return (
    <>
      <NativeSelect
        className={classes.operator}
        aria-label={t('topic.status')}
        value={rule.status}
        onChange={(event) => setStatus(event.currentTarget.value as TopicRule['status'])}
        disabled={readOnly}
        data={STATUSES.map((status) => ({ value: status, label: t(`topic.${status}`) }))}
      />
      <Select
        className={classes.value}
        aria-label={t('subjects.topic')}
        placeholder={t('rule.choose')}
        value={value || null}
        onChange={(topic) => topic && onChange({ ...rule, topic })}
        data={data}
        allowDeselect={false}
        readOnly={readOnly}
      />
      {rule.status === 'subscribed' && (rule.endsInDays !== undefined || !readOnly) && (
        <NumberInput
          className={classes.operator}
          aria-label={t('topic.endsInDays')}
          placeholder={t('topic.endsInDays')}
          value={rule.endsInDays ?? ''}
          onChange={(next) => {
            const { endsInDays: _, ...rest } = rule;
            onChange(typeof next === 'number' ? { ...rest, endsInDays: next } : rest);
          }}
          prefix={t('topic.endsPrefix')}
          suffix={t('topic.endsSuffix')}
          allowDecimal={false}
          clampBehavior="none"
          hideControls
          readOnly={readOnly}
        />
      )}
    </>
  );
}

export function SegmentRuleEditor({ rule, onChange }: Props<SegmentRule>) {
  const { t } = useTranslation('segments');
  const { catalogue, readOnly, segmentId } = useBuilder();
  const data = catalogue.vocabulary.segments
    .filter(({ id }) => id !== segmentId)
    .map(({ id, name }) => ({ value: id, label: name }));
  if (rule.segment && !data.some(({ value }) => value === rule.segment))
    data.push({ value: rule.segment, label: t('subjects.unknown', { name: rule.segment }) });
  return (
    <>
      <YesNo
        label={t('rule.operator')}
        value={rule.member !== false}
        words={[t('segment.in'), t('segment.notIn')]}
        onChange={(member) => onChange({ ...rule, member })}
      />
      <Select
        className={classes.value}
        aria-label={t('subjects.segment')}
        placeholder={t('rule.choose')}
        value={rule.segment || null}
        onChange={(segment) => segment && onChange({ ...rule, segment })}
        data={data}
        searchable
        allowDeselect={false}
        nothingFoundMessage={t('rule.nothingFound')}
        readOnly={readOnly}
      />
    </>
  );
}

export function SampleRuleEditor({ rule, onChange }: Props<SampleRule>) {
  const { t } = useTranslation('segments');
  const { readOnly } = useBuilder();
  const { sample } = rule;
  return (
    <>
      <NumberEditor
        label={t('rule.percent')}
        unit="%"
        value={sample.percent}
        min={0.01}
        max={100}
        onChange={(percent) => onChange({ sample: { ...sample, percent: percent as number } })}
        readOnly={readOnly}
      />
      <span className={classes.word}>{t('sample.seed')}</span>
      <TextInput
        className={classes.operator}
        aria-label={t('sample.seed')}
        value={sample.seed}
        onChange={(event) => onChange({ sample: { ...sample, seed: event.currentTarget.value } })}
        readOnly={readOnly}
      />
    </>
  );
}
