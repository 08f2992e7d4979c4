import { Loader, Text } from '@mantine/core';
import { useInterval } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../i18n';
import { localeOf } from '../i18n/languages';

const TICK_MS = 5000;

interface Props {
  isDirty: boolean;
  /** When it was saved here last; null before the first time. */
  savedAt: string | null;
  isSaving?: boolean;
  /** What stands here was refused: it stays unsaved until it is changed. */
  isRefused?: boolean;
}

/** "Saved 3 seconds ago", and what else may be so with work that is kept by itself. */
export function SaveStatus({ isDirty, savedAt, isSaving = false, isRefused = false }: Props) {
  const { t } = useTranslation('ui');
  const [now, setNow] = useState(Date.now());
  useInterval(() => setNow(Date.now()), TICK_MS, { autoInvoke: true });
  const seconds = savedAt ? Math.max(0, Math.round((now - Date.parse(savedAt)) / 1000)) : 0;
  const ago = new Intl.RelativeTimeFormat(localeOf(currentLanguage()), { numeric: 'auto' }).format(
    seconds < 60 ? -seconds : -Math.floor(seconds / 60),
    seconds < 60 ? 'second' : 'minute',
  );
  const said = () => {
    if (isSaving) return t('save.saving');
    if (isDirty) return t(isRefused ? 'save.refused' : 'save.dirty');
    return savedAt ? t('save.saved', { ago }) : t('save.clean');
  };
  return (
    <Text size="sm" c={isRefused && isDirty ? 'var(--mantine-color-error)' : 'dimmed'} role="status">
      {isSaving && <Loader size={12} mr={6} aria-hidden />}
      {said()}
    </Text>
  );
}
