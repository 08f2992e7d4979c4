import { Alert, Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  onLoad: () => void;
  onOverwrite: () => void;
}

/** A colleague saved what stands open here: nobody's work goes unasked. */
export function ConflictNotice({ onLoad, onOverwrite }: Props) {
  const { t } = useTranslation('ui');
  return (
    <Alert
      color="yellow"
      role="alert"
      title={t('conflict.title')}
      mb="md"
      styles={{ label: { color: 'var(--mantine-color-text)' } }}
    >
      <Text size="sm">{t('conflict.text')}</Text>
      <Group mt="sm" gap="sm">
        <Button size="xs" variant="default" onClick={onLoad}>
          {t('conflict.load')}
        </Button>
        <Button size="xs" variant="default" onClick={onOverwrite}>
          {t('conflict.overwrite')}
        </Button>
      </Group>
    </Alert>
  );
}
