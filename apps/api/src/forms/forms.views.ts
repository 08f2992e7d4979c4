import { ApiProperty } from '@nestjs/swagger';
import {
  FORM_STATUSES,
  SUBMISSION_STATUSES,
  warningsOf,
  type Form,
  type FormStatus,
  type FormVersion,
  type FunnelCounts,
  type SubmissionRow,
  type SubmissionStatus,
} from '@features/forms';
import { PageOf } from '../http';

/** A form as marketers see it. */
export class FormView {
  /** Id of the form. */
  id: string;
  /** For the team. */
  name: string;
  /** Name in public addresses; never changes. */
  slug: string;
  /** Where visitors find it once it is published. */
  url: string;
  /** `draft`: never published, or restored; `published`: takes submissions; `archived`: takes none. */
  @ApiProperty({ enum: FORM_STATUSES })
  status: FormStatus;
  /** What is being edited, whole, with defaults. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  definition: Record<string, unknown>;
  /** Number of the version that visitors see; null before the first. */
  publishedVersion: number | null;
  /** The draft differs from what is published. */
  hasChanges: boolean;
  /** What is allowed and seldom wise, in words: too many fields, no double opt-in. */
  warnings: string[];
  /** When it was made. */
  createdAt: Date;
  /** When it was last edited or published. */
  updatedAt: Date;
}

/** One page of forms. */
export class FormPageView extends PageOf(FormView) {}

/** A published state, which never changes. */
export class FormVersionView {
  /** 1, 2, 3, … */
  number: number;
  /** As it was published. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  definition: Record<string, unknown>;
  /** When. */
  publishedAt: Date;
  /** By whom. */
  publishedBy: string;
}

/** Versions, newest first. */
export class FormVersionsView {
  /** At most 200. */
  items: FormVersionView[];
}

/** What to put into a web page. */
export class FormEmbedView {
  /** The form as plain HTML: works without any script, in the page's own style. */
  html: string;
  /** Script that makes pasted forms answer in place; put it once into the page. */
  script: string;
  /** A place where the script puts the form with its own style, out of reach of the page's; without script it is a link. */
  mount: string;
  /** The page of the form at our address. */
  url: string;
}

/** How many got how far. */
export class FormFunnelView {
  /** Times the form was shown to people: on its page, mounted, or pasted where the script runs. Without the script nobody knows. */
  views: number;
  /** Times somebody began: the first touch of a field, told by the script. */
  starts: number;
  /** Submissions that are neither spam nor wait for a button. */
  submissions: number;
  /** Of these: confirmed, or none was needed. */
  confirmed: number;
  /** Of these: downloaded the asset. */
  downloaded: number;
  /** Wait for the button on our page. */
  held: number;
  /** Caught as spam. */
  spam: number;
  /**
   * Of the submissions: from pasted HTML without the script, or from programs. Their views and starts are unknown, so take them
   * away before you divide `submissions` by `views`.
   */
  uncounted: number;
}

/** What happened on a UTC day. */
export class FormDayView {
  /** Such as `2026-11-23`. */
  day: string;
  /** As in the funnel. */
  views: number;
  /** As in the funnel. */
  starts: number;
  /** Neither spam nor waiting for a button. */
  submissions: number;
  /** Of these: confirmed, or none was needed. */
  confirmed: number;
  /** Wait for the button on our page. */
  held: number;
  /** Caught as spam. */
  spam: number;
}

/** Why submissions were caught. */
export class CaughtReasonView {
  /** As in `reasons` of a submission. */
  reason: string;
  /** Wait for the button on our page. */
  held: number;
  /** Caught as spam. */
  spam: number;
}

/** A form day by day. */
export class FormActivityView {
  /** Every day of the time, the oldest first. */
  days: FormDayView[];
  /** The most frequent first; one submission may have several reasons. Spam is kept for 30 days. */
  caught: CaughtReasonView[];
}

/** A topic that the visitor agreed to. */
export class SubmissionConsentView {
  /** The topic. */
  topicId: string;
  /** `checkbox` or `notice`. */
  kind: 'checkbox' | 'notice';
  /** The exact sentence. */
  text: string;
}

/** One filled form. */
export class SubmissionView {
  /** Id of the submission. */
  id: string;
  /** `held` waits for a button, `pending` for the confirmation of the address, `accepted` needed none; `confirmed`, `spam`. */
  @ApiProperty({ enum: SUBMISSION_STATUSES })
  status: SubmissionStatus;
  /** Version of the form that was filled in. */
  version: number;
  /** Language it was filled in. */
  language: string;
  /** `page`, `embed` or `api`. */
  channel: string;
  /** The contact; null while there is none. */
  contactId: string | null;
  /** As typed. */
  email: string | null;
  /** By name of the field; unanswered questions are not in it. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  answers: Record<string, unknown>;
  /** What was agreed to. */
  consents: SubmissionConsentView[];
  /** `utm`, `page`, `referrer`: what the visitor's browser said. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  source: Record<string, unknown>;
  /** 0 (program) to 100 (person). */
  score: number;
  /** Why the score is not 100. */
  reasons: string[];
  /** Address it came from. */
  ip: string | null;
  /** What the browser calls itself. */
  userAgent: string | null;
  /** When it came in. */
  createdAt: Date;
  /** When the address was confirmed. */
  confirmedAt: Date | null;
  /** When the asset was first downloaded. */
  downloadedAt: Date | null;
}

/** One page of submissions. */
export class SubmissionPageView extends PageOf(SubmissionView) {}

/** A link to the form that says who fills it in. */
export class FormLinkView {
  /** For this one contact. */
  url: string;
  /** From then on it is a link like any other to the form. */
  expiresAt: Date;
}

export function toFormView(form: Form, appUrl: string): FormView {
  const { id, name, slug, status, draft, publishedVersion, hasChanges, createdAt, updatedAt } = form;
  return {
    id,
    name,
    slug,
    url: `${appUrl}/f/${slug}`,
    status,
    definition: { ...draft },
    publishedVersion,
    hasChanges,
    warnings: warningsOf(draft),
    createdAt,
    updatedAt,
  };
}

export function toFormVersionView({
  number,
  definition,
  publishedAt,
  publishedBy,
}: FormVersion): FormVersionView {
  return { number, definition: { ...definition }, publishedAt, publishedBy };
}

export function toFunnelView(counts: FunnelCounts): FormFunnelView {
  const { views, starts, submissions, confirmed, downloaded, held, spam, uncounted } = counts;
  return { views, starts, submissions, confirmed, downloaded, held, spam, uncounted };
}

export function toSubmissionView(row: SubmissionRow): SubmissionView {
  return {
    id: row.id,
    status: row.status,
    version: row.version,
    language: row.language,
    channel: row.channel,
    contactId: row.contactId,
    email: row.email,
    answers: row.answers,
    consents: row.consents.map(({ topicId, kind, text }) => ({ topicId, kind, text })),
    source: { ...row.source },
    score: row.score,
    reasons: row.reasons,
    ip: row.ip,
    userAgent: row.userAgent,
    createdAt: row.createdAt,
    confirmedAt: row.confirmedAt,
    downloadedAt: row.downloadedAt,
  };
}
