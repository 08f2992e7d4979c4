import { ActionIcon, Button, Group, Menu, Paper, Stack, Text } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { useTranslation } from 'react-i18next';
import type { Describe } from '../builder/use-describe';
import type { Trigger } from '../graph/sequence-graph';
import { kindOfTrigger, newTrigger, TRIGGER_KINDS } from './trigger-kinds';
import { TriggerFields } from './trigger-fields';

const MOST = 10;

interface Props {
  triggers: Trigger[];
  onChange: (triggers: Trigger[], of?: string) => void;
  errorOf: (field: string) => string | undefined;
  describe: Describe;
}

/** What lets people in; any of them does. */
export function TriggerList({ triggers, onChange, errorOf, describe }: Props) {
  const { t } = useTranslation('sequences');
  const hasApi = triggers.some((trigger) => 'api' in trigger);
  return (
    <Stack gap="sm">
      {triggers.map((trigger, index) => (
        <Paper key={index} withBorder p="sm">
          <Group justify="space-between" wrap="nowrap" mb={4}>
            <Text fw={600} size="sm">
              {t(`triggers.${kindOfTrigger(trigger)}`)}
            </Text>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('triggers.remove', { number: index + 1 })}
              onClick={() => onChange(triggers.filter((_, at) => at !== index))}
            >
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          </Group>
          <TriggerFields
            trigger={trigger}
            onChange={(next) =>
              onChange(
                triggers.map((one, at) => (at === index ? next : one)),
                `trigger ${index}`,
              )
            }
            errorOf={(field) => errorOf(field ? `triggers/${index}/${field}` : `triggers/${index}`)}
            describe={describe}
          />
        </Paper>
      ))}
      {triggers.length < MOST && (
        <Menu width={300}>
          <Menu.Target>
            <Button
              variant="default"
              size="xs"
              leftSection={<IconPlus size={14} aria-hidden />}
              style={{ alignSelf: 'flex-start' }}
            >
              {t('triggers.add')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {TRIGGER_KINDS.filter((kind) => kind !== 'api' || !hasApi).map((kind) => (
              <Menu.Item key={kind} onClick={() => onChange([...triggers, newTrigger(kind)])}>
                {t(`triggers.${kind}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </Stack>
  );
}
