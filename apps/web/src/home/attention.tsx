import { Group, Stack, Text, ThemeIcon } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import { useTranslation } from 'react-i18next';
import { Card } from '../ui/card';
import { ButtonLink } from '../ui/button-link';
import { useConcerns } from './use-concerns';

/** What needs a decision or a repair, each with the place to do it. Nothing when all is well. */
export function Attention() {
  const { t } = useTranslation('home');
  const concerns = useConcerns();
  if (concerns.length === 0) return null;
  return (
    <Card title={t('attention.title')}>
      <Stack gap="sm" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {concerns.map(({ key, text, detail, ...link }) => (
          <Group key={key} component="li" justify="space-between" gap="sm">
            <Group gap="sm" wrap="nowrap" align="flex-start" style={{ flex: '1 1 260px' }}>
              <ThemeIcon variant="light" color="orange" radius="xl" aria-hidden>
                <IconAlertTriangle size={16} />
              </ThemeIcon>
              <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
                <Text fw={600}>{text}</Text>
                {detail && (
                  <Text size="sm" c="dimmed">
                    {detail}
                  </Text>
                )}
              </div>
            </Group>
            <ButtonLink
              {...link}
              size="xs"
              variant="default"
              aria-label={t('attention.look', { what: text })}
            >
              {t('attention.open')}
            </ButtonLink>
          </Group>
        ))}
      </Stack>
    </Card>
  );
}
