/** What a look-up of one record says. `warning`: mail goes through, something should be mended or is not known. */
export type FindingStatus = 'ok' | 'missing' | 'wrong' | 'warning';

export const FINDING_CHECKS = ['dkim', 'spf', 'dmarc', 'alignment', 'mx'] as const;
export type FindingCheck = (typeof FINDING_CHECKS)[number];

/** What was found in DNS for one thing that mailbox providers look at. */
export interface Finding {
  check: FindingCheck;
  /** Of DKIM records: which key. */
  selector?: string;
  status: FindingStatus;
  /** Where the records stand, when that is not the usual name. */
  name?: string;
  /** Records as they are published, shortened; empty when there are none. */
  found: string[];
  /** One or two sentences for people: what is so, and what to do. */
  advice: string;
  /** The value to publish, when it depends on what is published already. */
  suggested?: string;
}

const MAX_RECORDS = 10;
const MAX_LENGTH = 1_000;

/** Texts of strangers, fit to be stored and shown: few, short, and without control characters. */
export function presentable(records: readonly string[]): string[] {
  return records.slice(0, MAX_RECORDS).map((record) => {
    const clean = printable(record);
    return clean.length > MAX_LENGTH ? `${clean.slice(0, MAX_LENGTH)}…` : clean;
  });
}

/** Without control characters, which a database refuses or a browser obeys. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '\ufffd');
}

/** The advice when DNS gave no answer. `reason` ends a sentence that starts with "DNS". */
export function noAnswer(name: string, reason: string): string {
  return `DNS ${reason} when asked for ${name}, so nothing is known about this record. Look again in a few minutes.`;
}
