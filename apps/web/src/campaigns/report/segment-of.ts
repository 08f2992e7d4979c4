import type { RecipientSearch } from './report-search';

/** People of a campaign that rules can select, by what they did with its message. */
export const SEGMENT_KINDS = ['opened', 'not-opened', 'clicked', 'not-clicked', 'link'] as const;
export type SegmentKind = (typeof SEGMENT_KINDS)[number];

/** Which kind of segment belongs to what the list shows; undefined where rules cannot ask for it. */
export function kindOf({ part, link }: RecipientSearch): SegmentKind | undefined {
  if (link !== undefined) return 'link';
  return part === 'opened' || part === 'not-opened' || part === 'clicked' || part === 'not-clicked'
    ? part
    : undefined;
}

/** The rules of a segment of these people. They go on: who opens tomorrow enters tomorrow, or leaves. */
export function treeOf(kind: SegmentKind, campaignId: string, url?: string): Record<string, unknown> {
  const about = (event: string, did: boolean, link?: string) => ({
    event,
    did,
    where: {
      match: 'all',
      rules: [
        { property: 'campaign', op: 'is', value: campaignId },
        ...(link === undefined ? [] : [{ property: 'url', op: 'is', value: link }]),
      ],
    },
  });
  const rules = {
    opened: [about('email.opened', true)],
    'not-opened': [about('email.sent', true), about('email.opened', false)],
    clicked: [about('email.clicked', true)],
    'not-clicked': [about('email.sent', true), about('email.clicked', false)],
    link: [about('email.clicked', true, url)],
  }[kind];
  return { v: 1, match: 'all', rules };
}
