import { Button, Group, SimpleGrid, Stack, Title } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { campaignsQuery } from '../campaigns/campaign-queries';
import { CampaignTable } from '../campaigns/campaign-table';
import { NewCampaignDialog } from '../campaigns/new-campaign-dialog';
import { contactsQuery } from '../contacts/contact-queries';
import { segmentsQuery } from '../segments/segment-queries';
import { useMay, useSession } from '../session/use-session';
import { AnchorLink } from '../ui/anchor-link';
import { Loading } from '../ui/loading';
import { PageHeader } from '../ui/page-header';
import { ProblemNotice } from '../ui/problem-notice';
import { ContactCountTile } from './contact-count-tile';
import { FirstSteps } from './first-steps';
import { LastSentTile } from './last-sent-tile';

const SHOWN = 5;

export function HomePage() {
  const me = useSession();
  const [isNewOpen, setNewOpen] = useState(false);
  const campaigns = useQuery(campaignsQuery({ limit: SHOWN }));
  const contacts = useQuery(contactsQuery({ limit: 1 }));
  const segments = useQuery(segmentsQuery({}));
  const mayWrite = useMay('campaigns:write');
  const hasContacts = (contacts.data?.items.length ?? 0) > 0;
  const hasCampaigns = (campaigns.data?.items.length ?? 0) > 0;
  const isLoaded = campaigns.data !== undefined && contacts.data !== undefined;
  return (
    <>
      <PageHeader
        title={`Hello, ${me.name.split(' ')[0] ?? me.name}`}
        actions={
          mayWrite &&
          hasCampaigns && (
            <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setNewOpen(true)}>
              New campaign
            </Button>
          )
        }
      />
      <Stack gap="lg">
        <ProblemNotice error={campaigns.error} onRetry={() => void campaigns.refetch()} />
        {campaigns.isPending && <Loading />}
        {isLoaded && !(hasCampaigns && hasContacts) && (
          <FirstSteps hasContacts={hasContacts} hasSegments={(segments.data?.items.length ?? 0) > 0} />
        )}
        {hasContacts && (
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
            <ContactCountTile />
            {campaigns.data && <LastSentTile campaigns={campaigns.data.items} />}
          </SimpleGrid>
        )}
        {campaigns.data && hasCampaigns && (
          <Stack gap="sm" component="section">
            <Group justify="space-between">
              <Title order={2}>Latest campaigns</Title>
              <AnchorLink to="/campaigns" size="sm">
                All campaigns
              </AnchorLink>
            </Group>
            <CampaignTable campaigns={campaigns.data.items} />
          </Stack>
        )}
      </Stack>
      <NewCampaignDialog opened={isNewOpen} onClose={() => setNewOpen(false)} />
    </>
  );
}
