import type { AgreedConsent, Answers, PostedFields } from './read-answers';

/**
 * `held`: waits for the button on our page. `pending`: waits for the confirmation of the address. `confirmed`: it came.
 * `accepted`: none is needed. `spam`: kept for a while and never acted on.
 */
export const SUBMISSION_STATUSES = ['held', 'spam', 'pending', 'confirmed', 'accepted'] as const;
export type SubmissionStatus = (typeof SUBMISSION_STATUSES)[number];

export type SubmissionChannel = 'page' | 'embed' | 'api';

/** Who posts, as the request shows it. */
export interface Visitor {
  ip: string | null;
  userAgent: string | null;
  /** The page that the form stands on, as the browser says. */
  referrer: string | null;
}

/** One post of a form. */
export interface SubmissionRequest {
  fields: PostedFields;
  visitor: Visitor;
  channel: SubmissionChannel;
  /** Languages that the visitor wants, best first. */
  languages: readonly string[];
}

/** Where the visit came from, as the page or the script says. All of it is what a stranger wrote. */
export interface SubmissionSource {
  utm?: Record<string, string>;
  referrer?: string;
  page?: string;
}

/** What happens next for the visitor. */
export interface Answered {
  /** A sentence for the visitor, in the language of the form. */
  message: string;
  /** Where to go instead; from the form's settings only. */
  redirectUrl: string | null;
  /** The asset's link, where it is handed out on the page. */
  downloadUrl: string | null;
}

export type SubmitOutcome =
  | { kind: 'done'; language: string; answer: Answered }
  /** `keep`: the address that was only asked about; sent again with this value in `keep`, it is taken as it is. */
  | { kind: 'invalid'; language: string; errors: { name: string; message: string }[]; keep?: string }
  /** The visitor is asked to press a button on our page. */
  | { kind: 'check'; language: string; token: string };

/** A row that is stored. */
export interface NewSubmission {
  formId: string;
  version: number;
  status: SubmissionStatus;
  score: number;
  reasons: string[];
  channel: SubmissionChannel;
  language: string;
  contactId: string | null;
  email: string | null;
  emailKey: string | null;
  answers: Answers;
  consents: AgreedConsent[];
  source: SubmissionSource;
  visitor: Visitor;
  network: string | null;
  /** Id of the challenge, which is used once; null when unsigned. */
  challenge: string | null;
}

/** A stored row, as the pipeline needs it. */
export interface StoredSubmission {
  id: string;
  workspaceId: string;
  formId: string;
  version: number;
  status: SubmissionStatus;
  language: string;
  contactId: string | null;
  email: string | null;
  emailKey: string | null;
  answers: Answers;
  consents: AgreedConsent[];
  source: SubmissionSource;
  ip: string | null;
  userAgent: string | null;
  createdAt: Date;
}

/** A row as marketers see it. */
export interface SubmissionRow extends StoredSubmission {
  score: number;
  reasons: string[];
  channel: SubmissionChannel;
  confirmedAt: Date | null;
  downloadedAt: Date | null;
}
