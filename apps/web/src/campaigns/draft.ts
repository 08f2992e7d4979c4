import type { Campaign, CampaignChanges } from '../api/models';

export type TimingPolicy = Campaign['onCap'];

/** A campaign as the form holds it: texts instead of nulls, segments by id. */
export interface Draft {
  name: string;
  topicId: string | null;
  senderId: string | null;
  templateId: string | null;
  subject: string;
  preheader: string;
  include: string[];
  exclude: string[];
  onCap: TimingPolicy;
  onQuietHours: TimingPolicy;
}

type Sources = Campaign['audience']['include'];

function idsOf(sources: Sources): string[] {
  return sources.flatMap(({ segmentId }) => (segmentId ? [segmentId] : []));
}

/** Rules that were given to this campaign alone, by the API; the form keeps them as they are. */
export function ownRules(sources: Sources): Sources {
  return sources.filter(({ segmentId }) => !segmentId);
}

export function toDraft(campaign: Campaign): Draft {
  const { name, topicId, senderId, templateId, subject, preheader, audience, onCap, onQuietHours } = campaign;
  return {
    name,
    topicId,
    senderId,
    templateId,
    subject: subject ?? '',
    preheader: preheader ?? '',
    include: idsOf(audience.include),
    exclude: idsOf(audience.exclude),
    onCap,
    onQuietHours,
  };
}

export function toChanges(draft: Draft, { audience }: Campaign): CampaignChanges {
  const toSources = (ids: string[], before: Sources) => [
    ...ids.map((segmentId) => ({ segmentId })),
    ...ownRules(before),
  ];
  return {
    name: draft.name.trim(),
    topicId: draft.topicId,
    senderId: draft.senderId,
    templateId: draft.templateId,
    subject: draft.subject.trim() || null,
    preheader: draft.preheader.trim() || null,
    onCap: draft.onCap,
    onQuietHours: draft.onQuietHours,
    audience: {
      include: toSources(draft.include, audience.include),
      exclude: toSources(draft.exclude, audience.exclude),
    },
  };
}
