import { Paper, SimpleGrid, Text, Tooltip } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { CampaignReport } from '../api/models';
import { AnchorLink } from '../ui/anchor-link';
import { formatNumber, formatRate } from '../ui/format';
import type { RecipientPart } from './report/report-search';

interface Tile {
  /** Who is behind it. */
  part: RecipientPart;
  label: string;
  value: string;
  detail: string;
  formula: string;
}

/** Hits of people who gave no consent to be tracked are counted, and belong to nobody. */
function peopleAnd(people: string, anonymous: number, t: TFunction<'campaigns'>): string {
  return anonymous === 0 ? people : t('rates.anonymous', { people, anonymous: formatNumber(anonymous) });
}

function tilesOf(report: CampaignReport, t: TFunction<'campaigns'>): Tile[] {
  const { rates, bounced } = report;
  const n = formatNumber;
  const people = (count: number) => t('rates.people', { count });
  const delivered = n(report.delivered);
  const bounces = n(bounced.hard + bounced.soft + bounced.block);
  const tile = (name: 'unsubscribed' | 'complained', rate: number | null, count: number): Tile => ({
    part: name,
    label: t(`rates.${name}.label`),
    value: formatRate(rate),
    detail: people(count),
    formula: t(`rates.${name}.formula`, { people: n(count), base: delivered }),
  });
  const openers =
    report.trackableDelivered === 0 ? t('rates.notMeasured') : people(report.uniqueHumanOpeners);
  return [
    {
      part: 'delivered',
      label: t('rates.delivered.label'),
      value: delivered,
      detail: t('rates.delivered.detail', { sent: n(report.sent) }),
      formula: t('rates.delivered.formula', { sent: n(report.sent), bounces }),
    },
    {
      part: 'opened',
      label: t('rates.opened.label'),
      value: formatRate(rates.openRate),
      detail: peopleAnd(openers, report.anonymous.opens, t),
      formula: t('rates.opened.formula', {
        people: n(report.uniqueHumanOpeners),
        base: n(report.trackableDelivered),
        machines: n(report.machineOpens),
      }),
    },
    {
      part: 'clicked',
      label: t('rates.clicked.label'),
      value: formatRate(rates.clickRate),
      detail: peopleAnd(people(report.uniqueHumanClickers), report.anonymous.clicks, t),
      formula: t('rates.clicked.formula', {
        people: n(report.uniqueHumanClickers),
        base: delivered,
        machines: n(report.machineClicks),
      }),
    },
    tile('unsubscribed', rates.unsubscribeRate, report.unsubscribed),
    {
      part: 'bounced',
      label: t('rates.bounced.label'),
      value: formatRate(rates.bounceRate),
      detail: t('rates.bounced.detail', { hard: n(bounced.hard), soft: n(bounced.soft) }),
      formula: t('rates.bounced.formula', { base: n(report.sent), blocks: n(bounced.block) }),
    },
    tile('complained', rates.complaintRate, report.complained),
  ];
}

/** Each rate tells on hover, focus or touch how it is worked out. */
export function RateTiles({ report }: { report: CampaignReport }) {
  const { t } = useTranslation('campaigns');
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="md">
      {tilesOf(report, t).map(({ part, label, value, detail, formula }) => (
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
            <AnchorLink
              to="/campaigns/$campaignId"
              params={{ campaignId: report.campaignId }}
              search={{ part }}
              hash="recipients"
              size="xs"
              c="dimmed"
              className="numbers"
              aria-label={`${label}: ${detail}`}
            >
              {detail}
            </AnchorLink>
          </Paper>
        </Tooltip>
      ))}
    </SimpleGrid>
  );
}
