import { Loader, Group, SimpleGrid, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Campaign } from '../api/models';
import { useMay } from '../session/use-session';
import { Card } from '../ui/card';
import { Loading } from '../ui/loading';
import { ProblemNotice } from '../ui/problem-notice';
import { reportQuery } from './campaign-queries';
import { LeftOutList } from './left-out-list';
import { LedgerBar } from './ledger-bar';
import { LinkTable } from './link-table';
import { RateTiles } from './rate-tiles';

/** The campaign's numbers, fresh while it is sending. */
export function CampaignReportCards({ campaign }: { campaign: Campaign }) {
  const mayRead = useMay('reports:read');
  const report = useQuery({ ...reportQuery(campaign.id, campaign.status), enabled: mayRead });
  if (!mayRead) return null;
  if (!report.data) {
    return report.error ? (
      <ProblemNotice error={report.error} onRetry={() => void report.refetch()} />
    ) : (
      <Loading rows={4} />
    );
  }
  const { data } = report;
  return (
    <>
      <Card
        title="Recipients"
        hint="Everyone who was chosen, by what became of their message."
        actions={
          campaign.status === 'sending' ? (
            <Group gap={8} role="status">
              <Loader size={14} aria-hidden />
              <Text size="sm">Sending</Text>
            </Group>
          ) : undefined
        }
      >
        <LedgerBar report={data} />
      </Card>
      <RateTiles report={data} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Card title="Left out" hint="They match the audience and got no message.">
          <LeftOutList leftOut={data.leftOut} />
        </Card>
        <Card title="Links" hint="Clicks by people; scanners of mail providers are counted apart.">
          <LinkTable links={data.links} />
        </Card>
      </SimpleGrid>
    </>
  );
}
