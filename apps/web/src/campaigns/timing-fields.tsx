import { Select, SimpleGrid, Text } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { workspaceQuery } from '../settings/settings-queries';
import { AnchorLink } from '../ui/anchor-link';
import type { Draft, TimingPolicy } from './draft';

const POLICIES: TimingPolicy[] = ['skip', 'defer', 'ignore'];

/** What becomes of people who had enough mail, or whose hours are quiet, when their turn comes. */
export function TimingFields({ form }: { form: UseFormReturnType<Draft> }) {
  const { t } = useTranslation('campaigns');
  const { data: workspace } = useQuery(workspaceQuery);
  const { frequencyCap = null, quietHours = null } = workspace ?? {};
  const data = POLICIES.map((value) => ({ value, label: t(`timing.${value}`) }));
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <Select
        label={t('timing.onCap')}
        description={
          frequencyCap
            ? t('timing.cap', { emails: frequencyCap.emails, days: frequencyCap.days })
            : t('timing.noCap')
        }
        allowDeselect={false}
        data={data}
        {...form.getInputProps('onCap')}
      />
      <Select
        label={t('timing.onQuietHours')}
        description={quietHours ? t('timing.quiet', { ...quietHours }) : t('timing.noQuiet')}
        allowDeselect={false}
        data={data}
        {...form.getInputProps('onQuietHours')}
      />
      {workspace && !frequencyCap && !quietHours && (
        <Text size="xs" c="dimmed">
          <AnchorLink to="/settings" size="xs">
            {t('timing.toSettings')}
          </AnchorLink>
        </Text>
      )}
    </SimpleGrid>
  );
}
