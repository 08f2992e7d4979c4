import { Button, Collapse, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import IconMap2 from '@tabler/icons-react/dist/esm/icons/IconMap2.mjs';
import { useQuery } from '@tanstack/react-query';
import { AnchorLink } from '../../ui/anchor-link';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Campaign, CampaignReport } from '../../api/models';
import { currentLanguage } from '../../i18n';
import { localeOf } from '../../i18n/languages';
import { FigureTable } from '../../reports/figure-table';
import { useMay } from '../../session/use-session';
import { MessageFrame } from '../../templates/message-frame';
import { Card } from '../../ui/card';
import { formatNumber } from '../../ui/format';
import { Loading } from '../../ui/loading';
import { ProblemNotice } from '../../ui/problem-notice';
import { clickMapQuery } from './report-queries';
import type { VariantKey } from './report-search';

type LinkRow = CampaignReport['links'][number];

/** Where people clicked: as a table, and on the message itself. */
export function LinksCard({ campaign, report }: { campaign: Campaign; report: CampaignReport }) {
  const { t } = useTranslation('reports');
  const { t: c } = useTranslation('campaigns');
  const [isShown, setShown] = useState(false);
  const maySee = useMay('templates:read');
  const variants = [...new Set(report.links.flatMap(({ variant }) => (variant as VariantKey | null) ?? []))];
  return (
    <Card
      title={c('report.links')}
      hint={c('report.linksHint')}
      actions={
        maySee && report.links.length > 0 ? (
          <Button
            variant="light"
            size="xs"
            leftSection={<IconMap2 size={14} aria-hidden />}
            aria-expanded={isShown}
            onClick={() => setShown(!isShown)}
          >
            {t(isShown ? 'clickMap.hide' : 'clickMap.show')}
          </Button>
        ) : undefined
      }
    >
      <Stack gap="md">
        <FigureTable<LinkRow>
          label={c('report.links')}
          fileName={`links-${campaign.id}`}
          keyOf={({ variant, position }) => `${variant ?? ''}-${position}`}
          rows={report.links}
          minWidth={480}
          empty={c('report.noLinks')}
          columns={[
            {
              head: c('report.link'),
              value: ({ url }) => url,
              show: (link) => <LinkName link={link} />,
            },
            ...(variants.length > 0
              ? [
                  {
                    head: t('clickMap.variant'),
                    value: ({ variant }: LinkRow) => variant?.toUpperCase() ?? '',
                  },
                ]
              : []),
            {
              head: c('report.people'),
              value: ({ uniqueHumanClickers }) => uniqueHumanClickers,
              show: ({ uniqueHumanClickers, position, variant }) => (
                <AnchorLink
                  inherit
                  to="/campaigns/$campaignId"
                  params={{ campaignId: campaign.id }}
                  search={{ link: position, ...(variant ? { variant: variant as VariantKey } : {}) }}
                  hash="recipients"
                  aria-label={t('clickMap.who', { count: uniqueHumanClickers })}
                >
                  {formatNumber(uniqueHumanClickers)}
                </AnchorLink>
              ),
            },
            { head: c('report.clicks'), value: ({ totalHumanClicks }) => totalHumanClicks },
            { head: t('clickMap.machines'), value: ({ machineClicks }) => machineClicks },
          ]}
        />
        <Collapse expanded={isShown}>
          {isShown && <ClickMap campaign={campaign} variants={variants} />}
        </Collapse>
      </Stack>
    </Card>
  );
}

function LinkName({ link }: { link: LinkRow }) {
  return (
    <>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {link.label || link.url}
      </Text>
      {link.label && (
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {link.url}
        </Text>
      )}
    </>
  );
}

function ClickMap({ campaign, variants }: { campaign: Campaign; variants: readonly VariantKey[] }) {
  const { t } = useTranslation('reports');
  const [variant, setVariant] = useState<VariantKey | null>(variants[0] ?? null);
  const map = useQuery(clickMapQuery(campaign.id, variant, localeOf(currentLanguage())));
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {t('clickMap.hint')}
        </Text>
        {variant && variants.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label={t('clickMap.variant')}
            value={variant}
            onChange={(value) => setVariant(value as VariantKey)}
            data={variants.map((value) => ({ value, label: value.toUpperCase() }))}
          />
        )}
      </Group>
      <ProblemNotice error={map.error} onRetry={() => void map.refetch()} />
      {map.isPending && <Loading rows={6} />}
      {map.data && (
        <MessageFrame path={map.data.htmlPath} title={t('clickMap.title')} height={720} width={680} />
      )}
    </Stack>
  );
}
