import { Autocomplete, NumberInput, Select, Stack, Switch, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Describe } from '../builder/use-describe';
import type { Trigger } from '../graph/sequence-graph';
import { EventInput } from './event-input';
import { TimeInput } from './time-input';
import { WhereInput } from './where-input';

interface Props {
  trigger: Trigger;
  onChange: (trigger: Trigger) => void;
  errorOf: (field: string) => string | undefined;
  describe: Describe;
}

export function TriggerFields({ trigger, onChange, errorOf, describe }: Props) {
  const { t } = useTranslation('sequences');
  const { names } = describe;
  if ('event' in trigger) {
    return (
      <Stack gap="xs">
        <EventInput
          value={trigger.event}
          onChange={(event) => onChange({ ...trigger, event })}
          events={names.event}
          error={errorOf('event')}
        />
        <Switch
          label={t('condition.only')}
          checked={Boolean(trigger.where)}
          onChange={(event) =>
            onChange({ ...trigger, where: event.currentTarget.checked ? { match: 'all', rules: [] } : null })
          }
        />
        {trigger.where && (
          <WhereInput
            event={trigger.event}
            value={trigger.where}
            onChange={(where) => onChange({ ...trigger, where })}
            error={errorOf('where')}
          />
        )}
      </Stack>
    );
  }
  if ('form' in trigger) {
    return (
      <Stack gap="xs">
        <Select
          label={t('triggers.whichForm')}
          required
          searchable
          data={names.form}
          value={trigger.form || null}
          onChange={(form) => onChange({ ...trigger, form: form ?? '' })}
          error={errorOf('form')}
        />
        <Select
          label={t('fields.when')}
          allowDeselect={false}
          data={[
            { value: 'confirmed', label: t('triggers.formConfirmed') },
            { value: 'submitted', label: t('triggers.formSubmitted') },
          ]}
          value={trigger.when}
          onChange={(when) => when && onChange({ ...trigger, when: when as 'confirmed' | 'submitted' })}
        />
      </Stack>
    );
  }
  if ('asset' in trigger) {
    return (
      <Select
        label={t('triggers.whichAsset')}
        required
        searchable
        data={names.asset}
        value={trigger.asset || null}
        onChange={(asset) => onChange({ asset: asset ?? '' })}
        error={errorOf('asset')}
      />
    );
  }
  if ('segment' in trigger) {
    return (
      <Stack gap="xs">
        <Select
          label={t('triggers.whichSegment')}
          description={t('triggers.trackedOnly')}
          required
          searchable
          data={names.trackedSegment}
          value={trigger.segment || null}
          onChange={(segment) => onChange({ ...trigger, segment: segment ?? '' })}
          error={errorOf('segment')}
          nothingFoundMessage={t('fields.nothingFound')}
        />
        <Select
          label={t('fields.when')}
          allowDeselect={false}
          data={[
            { value: 'entered', label: t('triggers.segmentEntered') },
            { value: 'left', label: t('triggers.segmentLeft') },
          ]}
          value={trigger.on}
          onChange={(on) => on && onChange({ ...trigger, on: on as 'entered' | 'left' })}
        />
      </Stack>
    );
  }
  if ('tag' in trigger) {
    return (
      <Autocomplete
        label={t('fields.tag')}
        required
        maxLength={100}
        data={names.tag}
        value={trigger.tag}
        onChange={(tag) => onChange({ ...trigger, tag })}
        error={errorOf('tag')}
      />
    );
  }
  if ('date' in trigger) return <DateFields {...{ trigger, onChange, errorOf, describe }} />;
  return (
    <Text size="sm" c="dimmed">
      {t('triggers.apiHint')}
    </Text>
  );
}

type DateTrigger = Extract<Trigger, { date: string }>;
type Side = 'before' | 'on' | 'after';

function DateFields({
  trigger,
  onChange,
  errorOf,
  describe,
}: Omit<Props, 'trigger' | 'onChange'> & { trigger: DateTrigger; onChange: (trigger: DateTrigger) => void }) {
  const { t } = useTranslation('sequences');
  const side: Side = trigger.offsetDays === 0 ? 'on' : trigger.offsetDays < 0 ? 'before' : 'after';
  const days = Math.abs(trigger.offsetDays) || 7;
  const offset = (n: number, to: Side) =>
    onChange({ ...trigger, offsetDays: to === 'on' ? 0 : to === 'before' ? -n : n });
  return (
    <Stack gap="xs">
      <Select
        label={t('fields.dateField')}
        required
        searchable
        data={describe.names.fields
          .filter(({ type }) => type === 'date' || type === 'date-time')
          .map(({ path, label }) => ({ value: path, label }))}
        value={trigger.date || null}
        onChange={(date) => onChange({ ...trigger, date: date ?? '' })}
        error={errorOf('date')}
      />
      <Select
        label={t('fields.when')}
        allowDeselect={false}
        data={(['before', 'on', 'after'] as const).map((value) => ({
          value,
          label: t(`triggers.day.${value}`),
        }))}
        value={side}
        onChange={(to) => to && offset(days, to as Side)}
      />
      {side !== 'on' && (
        <NumberInput
          label={t('triggers.days')}
          min={1}
          max={365}
          allowDecimal={false}
          value={days}
          onChange={(n) => typeof n === 'number' && n >= 1 && offset(n, side)}
          error={errorOf('offsetDays')}
        />
      )}
      <TimeInput
        label={t('triggers.at')}
        value={trigger.at}
        onChange={(at) => at && onChange({ ...trigger, at })}
        error={errorOf('at')}
      />
      <Switch
        label={t('triggers.yearly')}
        checked={trigger.yearly}
        onChange={(event) => onChange({ ...trigger, yearly: event.currentTarget.checked })}
      />
    </Stack>
  );
}
