import { ActionIcon, Button, Group, Paper, Stack, Switch, Text, Title } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { useTranslation } from 'react-i18next';
import { ConditionInput } from './condition-input';
import type { PartPanelProps } from './entry-panel';

const MOST = 10;
const BOUGHT = { event: 'order.placed', where: null };

/** What ends a passage early: the goal, and other ways out. */
export function EndingPanel({ graph, onChange, errorOf, describe }: PartPanelProps) {
  const { t } = useTranslation('sequences');
  const { goal, exits } = graph;
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t('ending.hint')}
      </Text>
      <Switch
        label={t('ending.goal')}
        description={t('ending.goalHint')}
        checked={goal !== null}
        onChange={(event) => onChange({ ...graph, goal: event.currentTarget.checked ? BOUGHT : null })}
      />
      {goal && (
        <ConditionInput
          label={t('ending.goalWhen')}
          value={goal}
          onChange={(condition) => onChange({ ...graph, goal: condition }, 'goal')}
          events={describe.names.event}
          errorOf={(field) => errorOf(`goal/${field}`)}
        />
      )}
      <Title order={3}>{t('ending.exits')}</Title>
      {exits.map((exit, index) => (
        <Paper key={index} withBorder p="sm">
          <Group justify="flex-end">
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('ending.removeExit', { number: index + 1 })}
              onClick={() => onChange({ ...graph, exits: exits.filter((_, at) => at !== index) })}
            >
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          </Group>
          <ConditionInput
            label={t('ending.exitWhen', { number: index + 1 })}
            value={exit}
            onChange={(condition) =>
              onChange(
                { ...graph, exits: exits.map((one, at) => (at === index ? condition : one)) },
                `exit ${index}`,
              )
            }
            events={describe.names.event}
            errorOf={(field) => errorOf(`exits/${index}/${field}`)}
          />
        </Paper>
      ))}
      {exits.length < MOST && (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onChange({ ...graph, exits: [...exits, { event: '', where: null }] })}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('ending.addExit')}
        </Button>
      )}
      <Text size="sm" c="dimmed">
        {t('ending.always')}
      </Text>
    </Stack>
  );
}
