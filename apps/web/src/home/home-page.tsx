import { SimpleGrid, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { campaignsQuery } from '../campaigns/campaign-queries';
import { CampaignTable } from '../campaigns/campaign-table';
import { contactsQuery } from '../contacts/contact-queries';
import { segmentsQuery } from '../segments/segment-queries';
import { useMay, useSession } from '../session/use-session';
import { Card } from '../ui/card';
import { Loading } from '../ui/loading';
import { PageHeader } from '../ui/page-header';
import { ProblemNotice } from '../ui/problem-notice';
import { ContactCountTile } from './contact-count-tile';
import { FirstSteps } from './first-steps';
import { LastSentTile } from './last-sent-tile';
import { ButtonLink } from '../ui/button-link';
import { AnchorLink } from '../ui/anchor-link';

const SHOWN = 5;

export function HomePage() {
  const me = useSession();
  const campaigns = useQuery(campaignsQuery({ limit: SHOWN }));
  const contacts = useQuery(contactsQuery({ limit: 1 }));
  const segments = useQuery(segmentsQuery({}));
  const mayWrite = useMay('campaigns:write');
  const isNew = campaigns.data?.items.length === 0;
  const actions = mayWrite && !isNew && <ButtonLink to="/campaigns">Campaigns</ButtonLink>;
  return (
    <>
      <PageHeader title={`Hello, ${me.name.split(' ')[0] ?? me.name}`} actions={actions} />
      <Stack gap="lg">
        <ProblemNotice error={campaigns.error} onRetry={() => void campaigns.refetch()} />
        {campaigns.isPending && <Loading />}
        {campaigns.data && (isNew || contacts.data?.items.length === 0) && (
          <FirstSteps
            hasContacts={(contacts.data?.items.length ?? 0) > 0}
            hasSegments={(segments.data?.items.length ?? 0) > 0}
          />
        )}
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
          <ContactCountTile />
          {campaigns.data && !isNew && <LastSentTile campaigns={campaigns.data.items} />}
        </SimpleGrid>
        {campaigns.data && !isNew && (
          <Card
            title="Latest campaigns"
            actions={
              <AnchorLink to="/campaigns" size="sm">
                All campaigns
              </AnchorLink>
            }
          >
            <CampaignTable campaigns={campaigns.data.items} />
          </Card>
        )}
      </Stack>
    </>
  );
}
