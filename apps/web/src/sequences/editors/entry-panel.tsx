import { NumberInput, Select, Stack, Switch, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Describe } from '../builder/use-describe';
import { emptyTree } from '../graph/new-step';
import type { Reentry, SequenceGraph } from '../graph/sequence-graph';
import { RulesInput } from './rules-input';
import { TriggerList } from './trigger-list';

export interface PartPanelProps {
  graph: SequenceGraph;
  onChange: (graph: SequenceGraph, of?: string) => void;
  errorOf: (field: string) => string | undefined;
  describe: Describe;
}

const RULES: Reentry['rule'][] = ['once', 'after', 'always'];
const DEFAULT_DAYS = 180;

/** Who comes in, and how often. */
export function EntryPanel({ graph, onChange, errorOf, describe }: PartPanelProps) {
  const { t } = useTranslation('sequences');
  const { reentry, filter } = graph;
  const setRule = (rule: string | null) => {
    if (rule === 'after') onChange({ ...graph, reentry: { rule, days: DEFAULT_DAYS } });
    else if (rule === 'once' || rule === 'always') onChange({ ...graph, reentry: { rule } });
  };
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t('entry.hint')}
      </Text>
      <TriggerList
        triggers={graph.triggers}
        onChange={(triggers, of) => onChange({ ...graph, triggers }, of)}
        errorOf={errorOf}
        describe={describe}
      />
      <Title order={3}>{t('entry.who')}</Title>
      <Switch
        label={t('entry.filter')}
        checked={filter !== null}
        onChange={(event) => onChange({ ...graph, filter: event.currentTarget.checked ? emptyTree() : null })}
      />
      {filter && (
        <RulesInput
          label={t('entry.filterRules')}
          value={filter}
          onChange={(tree) => onChange({ ...graph, filter: tree }, 'filter')}
          error={errorOf('filter')}
        />
      )}
      <Select
        label={t('entry.reentry')}
        allowDeselect={false}
        data={RULES.map((value) => ({ value, label: t(`entry.rule.${value}`) }))}
        value={reentry.rule}
        onChange={setRule}
        error={errorOf('reentry')}
      />
      {reentry.rule === 'after' && (
        <NumberInput
          label={t('entry.days')}
          min={1}
          max={3650}
          allowDecimal={false}
          value={reentry.days}
          onChange={(days) =>
            typeof days === 'number' &&
            days >= 1 &&
            onChange({ ...graph, reentry: { rule: 'after', days } }, 'days')
          }
        />
      )}
    </Stack>
  );
}
