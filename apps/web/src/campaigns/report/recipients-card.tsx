import { Box, Button, Group, NativeSelect, Table, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Campaign, CampaignReport, DeliveryStatus } from '../../api/models';
import { useMay } from '../../session/use-session';
import { Card } from '../../ui/card';
import { Loading } from '../../ui/loading';
import { Pager } from '../../ui/pager';
import { ProblemNotice } from '../../ui/problem-notice';
import { useCursorPages } from '../../ui/use-cursor-pages';
import { reportQuery } from '../campaign-queries';
import { DELIVERY_STATES } from '../delivery-states';
import { MakeSegment } from './make-segment';
import { RecipientRows } from './recipient-rows';
import { recipientsQuery } from './report-queries';
import { PARTS, type RecipientPart, type RecipientSearch } from './report-search';
import { kindOf } from './segment-of';

/** Who is behind the numbers, and what became of each single message. */
export function RecipientsCard({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('reports');
  const search = useSearch({ strict: false }) as RecipientSearch;
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed.trim(), 300);
  const filter = { ...search, ...(text ? { search: text } : {}) };
  const pages = useCursorPages(JSON.stringify(filter));
  const list = useQuery(
    recipientsQuery(
      campaign.id,
      { ...filter, ...(pages.cursor ? { cursor: pages.cursor } : {}) },
      campaign.status,
    ),
  );
  const { data: report } = useQuery(reportQuery(campaign.id, campaign.status));
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <Box id="recipients" style={{ scrollMarginTop: 80 }}>
      <Card
        title={t('recipients.title')}
        hint={search.part ? t(`parts.${search.part}.means`) : t('recipients.hint')}
        actions={<Actions campaign={campaign} filter={filter} report={report} />}
      >
        <Filters campaign={campaign} search={search} report={report} typed={typed} onType={setTyped} />
        <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />
        {list.isPending && <Loading rows={5} height={24} />}
        {list.data?.items.length === 0 && (
          <Text c="dimmed">{t(isFiltered ? 'recipients.noMatch' : 'recipients.empty')}</Text>
        )}
        {list.data && list.data.items.length > 0 && (
          <Table.ScrollContainer
            minWidth={320}
            type="native"
            tabIndex={0}
            aria-label={t('recipients.title')}
            style={{ opacity: list.isPlaceholderData ? 0.6 : 1 }}
            aria-busy={list.isPlaceholderData}
          >
            <RecipientRows rows={list.data.items} />
          </Table.ScrollContainer>
        )}
        {list.data && <Pager pages={pages} nextCursor={list.data.nextCursor} />}
      </Card>
    </Box>
  );
}

interface ActionsProps {
  campaign: Campaign;
  filter: RecipientSearch & { search?: string };
  report: CampaignReport | undefined;
}

function Actions({ campaign, filter, report }: ActionsProps) {
  const { t } = useTranslation('reports');
  const mayExport = useMay('contacts:export');
  const mayWrite = useMay('segments:write');
  const kind = kindOf(filter);
  const url = report?.links.find(
    ({ position, variant }) => position === filter.link && (!filter.variant || variant === filter.variant),
  )?.url;
  const query = new URLSearchParams(Object.entries(filter).map(([name, value]) => [name, String(value)]));
  return (
    <>
      {mayWrite && kind && (kind !== 'link' || url !== undefined) && (
        <MakeSegment campaign={campaign} kind={kind} {...(kind === 'link' && url ? { url } : {})} />
      )}
      {mayExport && (
        <Button
          component="a"
          href={`/api/v1/campaigns/${campaign.id}/report/recipients/export?${query.toString()}`}
          variant="default"
          size="xs"
          leftSection={<IconDownload size={14} aria-hidden />}
          aria-label={t('csvOf', { what: t('recipients.title') })}
        >
          {t('csv')}
        </Button>
      )}
    </>
  );
}

interface FiltersProps {
  campaign: Campaign;
  search: RecipientSearch;
  report: CampaignReport | undefined;
  typed: string;
  onType: (text: string) => void;
}

function Filters({ campaign, search, report, typed, onType }: FiltersProps) {
  const { t } = useTranslation('reports');
  const { t: c } = useTranslation('campaigns');
  const navigate = useNavigate();
  const show = (next: RecipientSearch) =>
    void navigate({
      to: '/campaigns/$campaignId',
      params: { campaignId: campaign.id },
      search: next,
      replace: true,
      resetScroll: false,
    });
  const { part, status, link, domain, variant } = search;
  const rest = {
    ...(link === undefined ? {} : { link, ...(variant ? { variant } : {}) }),
    ...(domain ? { domain } : {}),
  };
  const named = report?.links.find((one) => one.position === link && (!variant || one.variant === variant));
  const chips = [
    ...(link === undefined
      ? []
      : [
          {
            text: t('recipients.clickedLink', { link: named?.label || named?.url || `${link + 1}` }),
            off: { ...(part ? { part } : {}), ...(status ? { status } : {}), ...(domain ? { domain } : {}) },
          },
        ]),
    ...(domain
      ? [
          {
            text: t('recipients.atDomain', { domain }),
            off: {
              ...(part ? { part } : {}),
              ...(status ? { status } : {}),
              ...(link === undefined ? {} : { link }),
            },
          },
        ]
      : []),
  ];
  return (
    <Group gap="sm" mb="md" align="flex-end">
      <TextInput
        aria-label={c('log.search')}
        placeholder={c('log.search')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={(event) => onType(event.currentTarget.value)}
        style={{ flex: '1 1 200px' }}
      />
      <NativeSelect
        aria-label={t('recipients.part')}
        value={part ?? ''}
        onChange={({ currentTarget: { value } }) =>
          show({ ...rest, ...(value ? { part: value as RecipientPart } : {}), ...(status ? { status } : {}) })
        }
        data={[
          { value: '', label: t('recipients.everybody') },
          ...PARTS.map((value) => ({ value, label: t(`parts.${value}.label`) })),
        ]}
      />
      <NativeSelect
        aria-label={c('log.state')}
        value={status ?? ''}
        onChange={({ currentTarget: { value } }) =>
          show({ ...rest, ...(part ? { part } : {}), ...(value ? { status: value as DeliveryStatus } : {}) })
        }
        data={[
          { value: '', label: c('log.everyState') },
          ...DELIVERY_STATES.map(({ status: value }) => ({ value, label: c(`delivery.${value}`) })),
        ]}
      />
      {chips.map(({ text, off }) => (
        <Button
          key={text}
          variant="light"
          maw="100%"
          rightSection={<IconX size={14} aria-hidden />}
          aria-label={t('recipients.without', { what: text })}
          onClick={() => show(off)}
        >
          {text}
        </Button>
      ))}
    </Group>
  );
}
