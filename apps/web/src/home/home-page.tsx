import { Button, Group, SimpleGrid, Stack, Title } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { campaignsQuery } from '../campaigns/campaign-queries';
import { CampaignTable } from '../campaigns/campaign-table';
import { NewCampaignDialog } from '../campaigns/new-campaign-dialog';
import { contactsQuery } from '../contacts/contact-queries';
import { useMay, useSession } from '../session/use-session';
import { AnchorLink } from '../ui/anchor-link';
import { Loading } from '../ui/loading';
import { PageHeader } from '../ui/page-header';
import { ProblemNotice } from '../ui/problem-notice';
import { Attention } from './attention';
import { AudienceTile } from './audience-tile';
import { FirstSteps } from './first-steps';
import { LastSentTile } from './last-sent-tile';
import { LiveSequences } from './live-sequences';
import { useFirstSteps } from './use-first-steps';

const SHOWN = 5;

/** Charts are large, and the page should not wait for one. */
const GrowthChart = lazy(() =>
  import('./growth-chart').then(({ GrowthChart: chart }) => ({ default: chart })),
);

export function HomePage() {
  const { t } = useTranslation('home');
  const me = useSession();
  const [isNewOpen, setNewOpen] = useState(false);
  const campaigns = useQuery(campaignsQuery({ limit: SHOWN }));
  const contacts = useQuery(contactsQuery({ limit: 1 }));
  const mayWrite = useMay('campaigns:write');
  const mayReport = useMay('reports:read');
  const steps = useFirstSteps();
  const isNew = steps?.some(({ isDone }) => !isDone) ?? false;
  const hasContacts = (contacts.data?.items.length ?? 0) > 0;
  const hasCampaigns = (campaigns.data?.items.length ?? 0) > 0;
  return (
    <>
      <PageHeader
        title={t('hello', { name: me.name.split(' ')[0] ?? me.name })}
        actions={
          mayWrite &&
          hasCampaigns && (
            <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setNewOpen(true)}>
              {t('newCampaign')}
            </Button>
          )
        }
      />
      <Stack gap="lg">
        <ProblemNotice error={campaigns.error} onRetry={() => void campaigns.refetch()} />
        {steps === undefined && <Loading />}
        {steps && isNew && mayWrite && <FirstSteps steps={steps} />}
        {steps && !isNew && <Attention />}
        {hasContacts && (
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
            <AudienceTile />
            {campaigns.data && <LastSentTile campaigns={campaigns.data.items} />}
          </SimpleGrid>
        )}
        {hasContacts && mayReport && (
          <Suspense fallback={<Loading rows={3} />}>
            <GrowthChart />
          </Suspense>
        )}
        {campaigns.data && hasCampaigns && (
          <Stack gap="sm" component="section">
            <Group justify="space-between">
              <Title order={2}>{t('latest')}</Title>
              <AnchorLink to="/campaigns" size="sm">
                {t('allCampaigns')}
              </AnchorLink>
            </Group>
            <CampaignTable campaigns={campaigns.data.items} />
          </Stack>
        )}
        <LiveSequences />
      </Stack>
      <NewCampaignDialog opened={isNewOpen} onClose={() => setNewOpen(false)} />
    </>
  );
}
