import { Chip, Group, Input, Select, Stack, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { weekdayOf } from '../builder/use-describe';
import type { CapRule, SendWindow } from '../graph/sequence-graph';
import type { PartPanelProps } from './entry-panel';
import { TimeInput } from './time-input';

const CAP_RULES: CapRule[] = ['defer', 'skip', 'ignore'];
const DAYS = [1, 2, 3, 4, 5, 6, 7];
const OFFICE_HOURS: SendWindow = { from: '09:00', to: '17:00', days: [1, 2, 3, 4, 5] };

/** What holds for all its emails: topic, sender and when they may go. */
export function MailingPanel({ graph, onChange, errorOf, describe }: PartPanelProps) {
  const { t } = useTranslation('sequences');
  const { window } = graph;
  const setWindow = (changes: Partial<SendWindow>) =>
    window && onChange({ ...graph, window: { ...window, ...changes } }, 'window');
  return (
    <Stack>
      <Select
        label={t('mailing.topic')}
        description={t('mailing.topicHint')}
        required
        data={describe.names.topic}
        value={graph.topicId}
        onChange={(topicId) => onChange({ ...graph, topicId })}
        error={errorOf('topicId')}
      />
      <Select
        label={t('mailing.sender')}
        placeholder={t('mailing.defaultSender')}
        clearable
        clearButtonProps={{ 'aria-label': t('mailing.defaultSender') }}
        data={describe.names.sender}
        value={graph.senderId}
        onChange={(senderId) => onChange({ ...graph, senderId })}
        error={errorOf('senderId')}
      />
      <Switch
        label={t('mailing.window')}
        description={t('mailing.windowHint')}
        checked={window !== null}
        onChange={(event) =>
          onChange({ ...graph, window: event.currentTarget.checked ? OFFICE_HOURS : null })
        }
      />
      {window && (
        <>
          <Group gap="sm" grow align="flex-start">
            <TimeInput
              label={t('mailing.from')}
              value={window.from}
              onChange={(from) => from && setWindow({ from })}
              error={errorOf('window/from')}
            />
            <TimeInput
              label={t('mailing.to')}
              value={window.to}
              onChange={(to) => to && setWindow({ to })}
              error={errorOf('window/to')}
            />
          </Group>
          <Input.Wrapper label={t('mailing.days')} labelElement="div" error={errorOf('window/days')}>
            <Chip.Group
              multiple
              value={window.days.map(String)}
              onChange={(days) =>
                days.length > 0 && setWindow({ days: days.map(Number).sort((a, b) => a - b) })
              }
            >
              <Group gap={6} mt={6}>
                {DAYS.map((day) => (
                  <Chip key={day} value={String(day)} size="xs" variant="outline">
                    {t(`weekdays.short.${weekdayOf(day)}`)}
                  </Chip>
                ))}
              </Group>
            </Chip.Group>
          </Input.Wrapper>
        </>
      )}
      {(['onCap', 'onQuietHours'] as const).map((key) => (
        <Select
          key={key}
          label={t(`mailing.${key}`)}
          description={t(`mailing.${key}Hint`)}
          allowDeselect={false}
          data={CAP_RULES.map((value) => ({ value, label: t(`mailing.rule.${value}`) }))}
          value={graph[key]}
          onChange={(rule) => rule && onChange({ ...graph, [key]: rule as CapRule })}
        />
      ))}
    </Stack>
  );
}
