import { Button, Group, List, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { components } from '../../api/schema.gen';

interface Props {
  result: components['schemas']['AddedSuppressionsView'];
  /** As they were sent. */
  addresses: string[];
  onClose: () => void;
}

const MOST_SHOWN = 50;

/** What became of a pasted list. */
export function AddedList({ result, addresses, onClose }: Props) {
  const { t } = useTranslation(['settings', 'ui']);
  const { added, unchanged, refused } = result;
  return (
    <Stack>
      <div role="status">
        <Text>{t('suppressions.added', { count: added })}</Text>
        {unchanged > 0 && <Text c="dimmed">{t('suppressions.unchanged', { count: unchanged })}</Text>}
        {refused.length > 0 && <Text>{t('suppressions.refused', { count: refused.length })}</Text>}
      </div>
      {refused.length > 0 && (
        <List size="sm" spacing={4}>
          {refused.slice(0, MOST_SHOWN).map(({ index, message }) => (
            <List.Item key={index} style={{ overflowWrap: 'anywhere' }}>
              <b>{addresses[index]}</b>: {message}
            </List.Item>
          ))}
        </List>
      )}
      <Group justify="flex-end">
        <Button onClick={onClose} data-autofocus>
          {t('ui:actions.close')}
        </Button>
      </Group>
    </Stack>
  );
}
