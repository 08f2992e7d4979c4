import { Text } from '@mantine/core';
import { useInterval } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

const TICK_MS = 5000;

/** "Saved 3 seconds ago". */
export function SaveStatus({ isDirty, savedAt }: { isDirty: boolean; savedAt: string | null }) {
  const { t, i18n } = useTranslation('templates');
  const [now, setNow] = useState(Date.now());
  useInterval(() => setNow(Date.now()), TICK_MS, { autoInvoke: true });
  const seconds = savedAt ? Math.max(0, Math.round((now - Date.parse(savedAt)) / 1000)) : 0;
  const ago = new Intl.RelativeTimeFormat(i18n.language, { numeric: 'auto' }).format(
    seconds < 60 ? -seconds : -Math.floor(seconds / 60),
    seconds < 60 ? 'second' : 'minute',
  );
  return (
    <Text size="sm" c="dimmed" role="status">
      {isDirty ? t('save.dirty') : savedAt ? t('save.saved', { ago }) : t('save.clean')}
    </Text>
  );
}
