import { domainToUnicode } from 'node:url';
import {
  recordsOf,
  statusText,
  warmUpDays,
  type DomainKey,
  type FindingCheck,
  type FindingStatus,
  type KeyStatus,
  type SendingDomainDetails,
  type SendingDomainStatus,
} from '@features/senders';

/** One thing that mailbox providers look at: what should stand in DNS, and what was found there. */
export class DomainRecordView {
  /** `alignment` is nothing to publish: it says whether what is there lets mail pass DMARC. */
  check: FindingCheck;
  /** Of DKIM records: which key. */
  selector: string | null;
  /** Full name of the record, without a dot at the end. Many DNS panels want it without the domain. */
  name: string | null;
  /** What kind of record. */
  type: 'TXT' | 'MX' | null;
  /** What to publish, in one piece; null where only the owner of the domain knows it. */
  value: string | null;
  /** The same in strings of at most 255 characters. */
  strings: string[];
  /** The same as a line of a zone file. */
  zoneLine: string | null;
  /** Null until it was looked up. `warning`: mail goes through, but something should be mended or is not known. */
  status: FindingStatus | null;
  /** What is published, shortened. */
  found: string[];
  /** What is so, and what to do. */
  advice: string;
}

/** A key that signs mail, or did. Private halves never leave the program. */
export class DomainKeyView {
  /** Its name in DNS: `<selector>._domainkey.<domain>`. */
  selector: string;
  /** RSA is what every receiver verifies; Ed25519 signs beside it. */
  algorithm: 'rsa-sha256' | 'ed25519-sha256';
  /** `current` signs once it is found in DNS, `previous` until then, `retired` no more. */
  status: KeyStatus;
  /** Whether its record was found when DNS was last asked. */
  isPublished: boolean;
  /** When it was made. */
  createdAt: Date;
  /** Since when it signs nothing any more; null while it may sign. */
  retiredAt: Date | null;
}

/** One day of a plan. */
export class WarmUpDayView {
  /** 1 is the first day. */
  number: number;
  /**
   * Calendar day.
   * @example "2026-11-05"
   */
  date: string;
  /** Messages on that day. */
  limit: number;
}

/** A plan to warm the domain up. */
export class WarmUpView {
  /**
   * First day, in the workspace's time zone.
   * @example "2026-11-05"
   */
  startsOn: string;
  /** The whole plan; from the day after the last one there is no limit. */
  days: WarmUpDayView[];
}

/** A domain that the workspace sends from. */
export class SendingDomainView {
  /** For the addresses of this resource. */
  id: string;
  /** In ASCII, as it stands in DNS. */
  domain: string;
  /** As people read it. */
  displayDomain: string;
  /**
   * `verified`: mail is signed. `unverified`: not yet. `lost`: it was, until the record of the key was not found any more.
   * `unverifiable`: the domain of a mail service.
   */
  status: SendingDomainStatus;
  /** What that means. */
  statusText: string;
  /** What to publish, and what was found. */
  records: DomainRecordView[];
  /** The newest first. */
  keys: DomainKeyView[];
  /** From addresses of senders that use it. */
  senders: string[];
  /** The plan to warm the domain up; null: none. */
  warmUp: WarmUpView | null;
  /** Messages that may go from this domain today under the plan; null: no limit. */
  limitToday: number | null;
  /** When DNS was last asked. */
  checkedAt: Date | null;
  /** When it is asked again by itself. */
  nextCheckAt: Date | null;
  /** When mail was first signed, or again after a loss. */
  verifiedAt: Date | null;
  /** When it was added. */
  createdAt: Date;
}

/** All sending domains of the workspace. */
export class SendingDomainListView {
  /** By name. */
  items: SendingDomainView[];
}

export function toSendingDomainView(details: SendingDomainDetails): SendingDomainView {
  return {
    id: details.id,
    domain: details.domain,
    displayDomain: domainToUnicode(details.domain) || details.domain,
    status: details.status,
    statusText: statusText(details, details.keys),
    records: recordsOf(details).map((record) => ({ ...record })),
    keys: details.keys.map(toKeyView),
    senders: details.senders,
    warmUp: details.warmUp && { startsOn: details.warmUp.startsOn, days: warmUpDays(details.warmUp) },
    limitToday: details.limitToday,
    checkedAt: details.checkedAt,
    nextCheckAt: details.nextCheckAt,
    verifiedAt: details.verifiedAt,
    createdAt: details.createdAt,
  };
}

function toKeyView({
  selector,
  algorithm,
  status,
  isPublished,
  createdAt,
  retiredAt,
}: DomainKey): DomainKeyView {
  return { selector, algorithm, status, isPublished, createdAt, retiredAt };
}
