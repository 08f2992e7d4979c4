import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../session/use-session';
import { ReadOnlyNote } from '../read-only-note';
import { BrakeCard } from './brake-card';
import { HeldCard } from './held-card';
import { ProvidersCard } from './providers-card';
import { ServerLimitsCard } from './server-limits-card';
import { WarmUpCard } from './warm-up-card';

/** How fast mail goes out: what holds it back now, and all limits that it keeps to. */
export function LimitsPage() {
  const { t } = useTranslation('limits');
  const mayChange = useMay('workspace:admin');
  return (
    <Stack maw={860}>
      {!mayChange && <ReadOnlyNote>{t('readOnly')}</ReadOnlyNote>}
      <HeldCard mayChange={mayChange} />
      <ServerLimitsCard mayChange={mayChange} />
      <WarmUpCard mayChange={mayChange} />
      <ProvidersCard mayChange={mayChange} />
      <BrakeCard />
    </Stack>
  );
}
