import type { Finding } from '../dns/finding';
import { maySign, type DomainKey } from './domain-key';
import type { WarmUpPlan } from './warm-up';

/**
 * `verified`: mail is signed. `lost`: it was, until the record of the key was not found any more. `unverifiable`: the domain of
 * a free mail service.
 */
export const SENDING_DOMAIN_STATUSES = ['unverified', 'verified', 'lost', 'unverifiable'] as const;
export type SendingDomainStatus = (typeof SENDING_DOMAIN_STATUSES)[number];

/** A domain that the workspace sends from, and what DNS says about it. */
export interface SendingDomain {
  id: string;
  workspaceId: string;
  /** Lower case, in A-labels. */
  domain: string;
  status: SendingDomainStatus;
  /** Null until it was looked up. */
  findings: Finding[] | null;
  checkedAt: Date | null;
  /** When mail was first signed, or again after a loss. */
  verifiedAt: Date | null;
  /** When it is looked up again by itself; null: never. */
  nextCheckAt: Date | null;
  warmUp: WarmUpPlan | null;
  createdAt: Date;
}

/** With all that belongs to it. */
export interface SendingDomainDetails extends SendingDomain {
  keys: DomainKey[];
  /** Addresses of senders that use it. */
  senders: string[];
  /** The SPF record for a domain without one, made for the mail servers in use. */
  suggestedSpf: string;
  /** Messages that may go today under the warm-up plan; null: no limit. */
  limitToday: number | null;
}

/** The status when the keys are as they are. */
export function statusWith(status: SendingDomainStatus, keys: readonly DomainKey[]): SendingDomainStatus {
  if (status === 'unverifiable') return status;
  if (keys.some((key) => key.algorithm === 'rsa-sha256' && maySign(key))) return 'verified';
  return status === 'verified' ? 'lost' : status;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** When to look again by itself: often while somebody is at it, seldom when all is well or nobody seems to mind. */
export function nextCheck(
  { status, createdAt }: Pick<SendingDomain, 'status' | 'createdAt'>,
  keys: readonly DomainKey[],
  now: Date,
): Date | null {
  if (status === 'unverifiable') return null;
  const newest = Math.max(createdAt.getTime(), ...keys.map((key) => key.createdAt.getTime()));
  const isWaiting = status !== 'verified' || keys.some((key) => key.status === 'previous');
  const age = now.getTime() - newest;
  const pause = !isWaiting ? 6 * HOUR : age < 3 * DAY ? 10 * MINUTE : age < 30 * DAY ? 6 * HOUR : DAY;
  return new Date(now.getTime() + (status === 'lost' ? Math.min(pause, HOUR) : pause));
}
