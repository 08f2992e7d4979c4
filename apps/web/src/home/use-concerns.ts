import { useQuery } from '@tanstack/react-query';
import type { LinkProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { segmentsQuery } from '../segments/segment-queries';
import { sendingDomainsQuery } from '../settings/domain-queries';
import { workspaceQuery } from '../settings/settings-queries';
import { formatNumber } from '../ui/format-number';
import { formatAgo } from '../ui/format-time';
import { pausedSequencesQuery, sendingHoldsQuery, stuckCampaignsQuery } from './home-queries';

export interface Concern extends Pick<LinkProps, 'to' | 'params' | 'search'> {
  key: string;
  text: string;
  detail: string | null;
}

/** What needs attention, the most pressing first: what stops mail, then what may go unnoticed. */
export function useConcerns(): Concern[] {
  const stopped = useStoppedMail();
  const settings = useSettingsConcerns();
  const segments = useSegmentConcerns();
  return [...stopped, ...settings, ...segments];
}

function useStoppedMail(): Concern[] {
  const { t } = useTranslation('home');
  const paused = useQuery(stuckCampaignsQuery('paused'));
  const failed = useQuery(stuckCampaignsQuery('failed'));
  const holds = useQuery(sendingHoldsQuery);
  const sequences = useQuery(pausedSequencesQuery);
  return [
    ...[...(failed.data?.items ?? []), ...(paused.data?.items ?? [])].map(({ id, name, status, reason }) => ({
      key: id,
      text: t(status === 'failed' ? 'attention.campaignFailed' : 'attention.campaignPaused', { name }),
      detail: reason,
      to: '/campaigns/$campaignId' as const,
      params: { campaignId: id },
    })),
    ...(holds.data?.items ?? []).slice(0, 3).map((hold) => ({
      key: hold.id,
      text: t('attention.hold', {
        what: hold.domain ?? hold.providerName ?? hold.server,
        until: formatAgo(hold.heldUntil),
      }),
      detail: hold.reason,
      to: '/campaigns' as const,
    })),
    ...(sequences.data?.items ?? []).map(({ id, name }) => ({
      key: id,
      text: t('attention.sequencePaused', { name }),
      detail: null,
      to: '/sequences/$sequenceId' as const,
      params: { sequenceId: id },
    })),
  ];
}

function useSettingsConcerns(): Concern[] {
  const { t } = useTranslation('home');
  const workspace = useQuery(workspaceQuery);
  const domains = useQuery(sendingDomainsQuery);
  const noAddress: Concern = {
    key: 'address',
    text: t('attention.noAddress'),
    detail: t('attention.noAddressDetail'),
    to: '/settings/brand',
  };
  return [
    ...(workspace.data?.postalAddress === '' ? [noAddress] : []),
    ...(domains.data?.items ?? [])
      .filter(({ status, senders }) => status === 'lost' || (status === 'unverified' && senders.length > 0))
      .map(({ id, displayDomain, statusText }) => ({
        key: id,
        text: t('attention.domain', { domain: displayDomain }),
        detail: statusText,
        to: '/settings/domains' as const,
      })),
  ];
}

function useSegmentConcerns(): Concern[] {
  const { t } = useTranslation('home');
  const { data } = useQuery(segmentsQuery({}));
  return (data?.items ?? [])
    .filter(({ isBroken, alert }) => isBroken || alert)
    .slice(0, 4)
    .map(({ id, name, isBroken, alert, brokenReasons }) => ({
      key: id,
      text: t(isBroken ? 'attention.segmentBroken' : 'attention.segmentJump', { name }),
      detail: isBroken
        ? (brokenReasons[0]?.message ?? null)
        : alert &&
          t('attention.segmentSize', {
            size: formatNumber(alert.size),
            usual: formatNumber(alert.usualSize),
          }),
      to: '/segments/$segmentId' as const,
      params: { segmentId: id },
    }));
}
