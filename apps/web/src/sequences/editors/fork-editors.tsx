import { ActionIcon, Button, Group, NumberInput, Paper, Stack, Text } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { useTranslation } from 'react-i18next';
import { emptyTree } from '../graph/new-step';
import type { BranchStep, SplitStep } from '../graph/sequence-graph';
import type { EditorProps } from './editor-props';
import { RulesInput } from './rules-input';

const MOST = 10;

export function BranchEditor({ step, onChange, errorOf }: EditorProps<BranchStep>) {
  const { t } = useTranslation('sequences');
  const { cases } = step;
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('fields.branchHint')}
      </Text>
      {cases.map((one, index) => (
        <Paper key={index} withBorder p="sm">
          <Group justify="space-between" mb={4}>
            <Text fw={600} size="sm">
              {cases.length === 1 ? t('fields.onlyCase') : t('exit.case', { number: index + 1 })}
            </Text>
            {cases.length > 1 && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('fields.removeCase', { number: index + 1 })}
                onClick={() => onChange({ ...step, cases: cases.filter((_, at) => at !== index) })}
              >
                <IconTrash size={18} aria-hidden />
              </ActionIcon>
            )}
          </Group>
          <RulesInput
            label={t('condition.rulesLabel')}
            value={one.tree}
            onChange={(tree) =>
              onChange(
                { ...step, cases: cases.map((kept, at) => (at === index ? { ...kept, tree } : kept)) },
                `case ${index}`,
              )
            }
            error={errorOf(`cases/${index}`)}
          />
        </Paper>
      ))}
      {cases.length < MOST && (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onChange({ ...step, cases: [...cases, { tree: emptyTree(), next: step.else }] })}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('fields.addCase')}
        </Button>
      )}
    </Stack>
  );
}

export function SplitEditor({ step, onChange, errorOf }: EditorProps<SplitStep>) {
  const { t } = useTranslation('sequences');
  const { parts } = step;
  const sum = parts.reduce((all, { percent }) => all + percent, 0);
  const setPercent = (index: number, percent: number) => {
    const changed = parts.map((part, at) => (at === index ? { ...part, percent } : part));
    // Of two, the other takes the rest.
    const [first, second] = changed;
    const balanced =
      first && second && changed.length === 2
        ? index === 0
          ? [first, { ...second, percent: 100 - percent }]
          : [{ ...first, percent: 100 - percent }, second]
        : changed;
    onChange({ ...step, parts: balanced }, `part ${index}`);
  };
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('fields.splitHint')}
      </Text>
      {parts.map((part, index) => (
        <Group key={index} gap="xs" align="flex-end" wrap="nowrap">
          <NumberInput
            label={t('fields.part', { number: index + 1 })}
            min={1}
            max={99}
            suffix=" %"
            allowDecimal={false}
            value={part.percent}
            onChange={(percent) => typeof percent === 'number' && percent >= 1 && setPercent(index, percent)}
            style={{ flex: 1 }}
          />
          {parts.length > 2 && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={t('fields.removePart', { number: index + 1 })}
              onClick={() => onChange({ ...step, parts: parts.filter((_, at) => at !== index) })}
            >
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          )}
        </Group>
      ))}
      {(sum !== 100 || errorOf('parts')) && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {sum === 100 ? errorOf('parts') : t('fields.sum', { sum })}
        </Text>
      )}
      {parts.length < MOST && (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() =>
            onChange({ ...step, parts: evenly([...parts, { percent: 0, next: parts[0]?.next ?? null }]) })
          }
          style={{ alignSelf: 'flex-start' }}
        >
          {t('fields.addPart')}
        </Button>
      )}
    </Stack>
  );
}

function evenly(parts: SplitStep['parts']): SplitStep['parts'] {
  const each = Math.floor(100 / parts.length);
  return parts.map((part, index) => ({
    ...part,
    percent: index === 0 ? 100 - each * (parts.length - 1) : each,
  }));
}
