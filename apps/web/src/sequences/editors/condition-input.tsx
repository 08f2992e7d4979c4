import { SegmentedControl, Stack, Switch, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { emptyTree } from '../graph/new-step';
import type { Condition } from '../graph/sequence-graph';
import type { Option } from '../builder/use-names';
import { EventInput } from './event-input';
import { RulesInput } from './rules-input';
import { WhereInput } from './where-input';

interface Props {
  label: string;
  value: Condition;
  onChange: (value: Condition) => void;
  events: Option[];
  errorOf: (field: string) => string | undefined;
}

/** Something happens, or rules become true. */
export function ConditionInput({ label, value, onChange, events, errorOf }: Props) {
  const { t } = useTranslation('sequences');
  const kind = 'tree' in value ? 'rules' : 'event';
  return (
    <Stack gap="sm">
      <Text size="sm" fw={500}>
        {label}
      </Text>
      <SegmentedControl
        aria-label={label}
        fullWidth
        data={[
          { value: 'event', label: t('condition.event') },
          { value: 'rules', label: t('condition.rules') },
        ]}
        value={kind}
        onChange={(next) =>
          next !== kind && onChange(next === 'rules' ? { tree: emptyTree() } : { event: '', where: null })
        }
      />
      {'tree' in value ? (
        <RulesInput
          label={t('condition.rulesLabel')}
          value={value.tree}
          onChange={(tree) => onChange({ tree })}
          error={errorOf('tree')}
        />
      ) : (
        <>
          <EventInput
            value={value.event}
            onChange={(event) => onChange({ ...value, event })}
            events={events}
            error={errorOf('event')}
          />
          <Switch
            label={t('condition.only')}
            checked={Boolean(value.where)}
            onChange={(event) =>
              onChange({ ...value, where: event.currentTarget.checked ? { match: 'all', rules: [] } : null })
            }
          />
          {value.where && (
            <WhereInput
              event={value.event}
              value={value.where}
              onChange={(where) => onChange({ ...value, where })}
              error={errorOf('where')}
            />
          )}
        </>
      )}
    </Stack>
  );
}
