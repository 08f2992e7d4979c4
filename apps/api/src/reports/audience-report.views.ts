import type { AudienceReport } from '@features/reports';

/** How many people there are. */
export class AudienceReportView {
  /** All contacts. */
  contacts!: number;
  /** Of them: may be mailed about at least one topic now. */
  mailable!: number;
  /** Of them: made in the last 30 days. */
  newContacts!: number;
  /** When it was counted, in a workspace with 50,000 contacts or more; null: now. */
  countedAt!: string | null;
  /** It is older than a minute, and is being counted again: ask again in a few seconds. */
  isBeingCounted!: boolean;
}

export function toAudienceReportView({ countedAt, ...report }: AudienceReport): AudienceReportView {
  return { ...report, countedAt: countedAt?.toISOString() ?? null };
}
