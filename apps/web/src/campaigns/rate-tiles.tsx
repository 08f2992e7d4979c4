import { Paper, SimpleGrid, Text, Tooltip } from '@mantine/core';
import type { CampaignReport } from '../api/models';
import { formatNumber, formatRate } from '../ui/format';

interface Tile {
  label: string;
  value: string;
  detail: string;
  formula: string;
}

/** Hits of people who gave no consent to be tracked are counted, and belong to nobody. */
function peopleAnd(people: string, anonymous: number): string {
  return anonymous === 0 ? people : `${people}, ${formatNumber(anonymous)} anonymous`;
}

function tilesOf(report: CampaignReport): Tile[] {
  const { rates, bounced } = report;
  const n = formatNumber;
  const bounces = bounced.hard + bounced.soft + bounced.block;
  return [
    {
      label: 'Delivered',
      value: n(report.delivered),
      detail: `of ${n(report.sent)} sent`,
      formula: `Sent − bounced = ${n(report.sent)} − ${n(bounces)}. "Sent" means that the mail server took it.`,
    },
    {
      label: 'Opened',
      value: formatRate(rates.openRate),
      detail: peopleAnd(
        report.trackableDelivered === 0 ? 'not measured' : `${n(report.uniqueHumanOpeners)} people`,
        report.anonymous.opens,
      ),
      formula: `People who opened ÷ delivered with tracking consent = ${n(report.uniqueHumanOpeners)} ÷ ${n(report.trackableDelivered)}. ${n(report.machineOpens)} opens by machines are left out.`,
    },
    {
      label: 'Clicked',
      value: formatRate(rates.clickRate),
      detail: peopleAnd(`${n(report.uniqueHumanClickers)} people`, report.anonymous.clicks),
      formula: `People who clicked ÷ delivered = ${n(report.uniqueHumanClickers)} ÷ ${n(report.delivered)}. ${n(report.machineClicks)} clicks by scanners are left out.`,
    },
    {
      label: 'Unsubscribed',
      value: formatRate(rates.unsubscribeRate),
      detail: `${n(report.unsubscribed)} people`,
      formula: `Unsubscribed ÷ delivered = ${n(report.unsubscribed)} ÷ ${n(report.delivered)}.`,
    },
    {
      label: 'Bounced',
      value: formatRate(rates.bounceRate),
      detail: `${n(bounced.hard)} hard, ${n(bounced.soft)} soft`,
      formula: `(Hard + soft bounces) ÷ sent, over a sent count of ${n(report.sent)}. ${n(bounced.block)} blocks are the sender's problem and not in this rate.`,
    },
    {
      label: 'Complained',
      value: formatRate(rates.complaintRate),
      detail: `${n(report.complained)} people`,
      formula: `Complaints ÷ delivered = ${n(report.complained)} ÷ ${n(report.delivered)}. Keep it below 0.1 %.`,
    },
  ];
}

/** Each rate tells on hover, focus or touch how it is worked out. */
export function RateTiles({ report }: { report: CampaignReport }) {
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="md">
      {tilesOf(report).map(({ label, value, detail, formula }) => (
        <Tooltip key={label} label={formula}>
          <Paper
            withBorder
            p="md"
            tabIndex={0}
            role="group"
            aria-label={label}
            aria-description={formula}
            style={{ cursor: 'help' }}
          >
            <Text size="sm" c="dimmed">
              {label}
            </Text>
            <Text fz={24} fw={650} lh={1.3} className="numbers">
              {value}
            </Text>
            <Text size="xs" c="dimmed" className="numbers">
              {detail}
            </Text>
          </Paper>
        </Tooltip>
      ))}
    </SimpleGrid>
  );
}
