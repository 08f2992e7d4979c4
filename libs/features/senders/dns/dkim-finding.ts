import type { DnsAnswer } from '@platform/dns';
import type { DkimAlgorithm } from '@platform/mail';
import { noAnswer, presentable, type Finding, type FindingStatus } from './finding';
import { parseTagList } from './tag-list';

/** The public half of one of our keys. */
export interface PublishedKey {
  domain: string;
  selector: string;
  algorithm: DkimAlgorithm;
  /** Base64 as it stands in `p=`. */
  publicKey: string;
}

export interface DkimFinding extends Finding {
  check: 'dkim';
  selector: string;
  /** Whether receivers can verify what this key signs; null when DNS did not say. */
  isPublished: boolean | null;
}

const KEY_TYPES: Record<DkimAlgorithm, string> = { 'rsa-sha256': 'rsa', 'ed25519-sha256': 'ed25519' };

export function dkimRecordName({ selector, domain }: Pick<PublishedKey, 'selector' | 'domain'>): string {
  return `${selector}._domainkey.${domain}`;
}

/** RFC 6376 3.6.1, RFC 8463 4.2. */
export function dkimRecordValue({ algorithm, publicKey }: PublishedKey): string {
  return `v=DKIM1; k=${KEY_TYPES[algorithm]}; p=${publicKey}`;
}

/** Compares what DNS holds for a key with the key: the order of tags, spaces and where strings were cut do not matter. */
export function dkimFinding(key: PublishedKey, answer: DnsAnswer<string>): DkimFinding {
  const name = dkimRecordName(key);
  const finding = (status: FindingStatus, isPublished: boolean | null, advice: string): DkimFinding => ({
    check: 'dkim',
    selector: key.selector,
    status,
    isPublished,
    found: answer.kind === 'found' ? presentable(answer.records) : [],
    advice,
  });
  if (answer.kind === 'failed') return finding('warning', null, noAnswer(name, answer.reason));
  if (answer.kind === 'none') {
    return finding(
      'missing',
      false,
      `There is no TXT record at ${name}. Add it with the value shown here; until everybody sees it, it can take an hour, rarely a day.`,
    );
  }
  const [record, ...others] = answer.records;
  if (others.length > 0) {
    return finding(
      'wrong',
      false,
      `There are ${answer.records.length} TXT records at ${name}, and receivers cannot know which one holds. Remove all but the one shown here.`,
    );
  }
  const problem = problemOf(record!, key);
  if (problem !== null) return finding('wrong', false, problem);
  const doubt = doubtOf(record!);
  return doubt === null
    ? finding('ok', true, `The record at ${name} holds our key: mail signed with it can be verified.`)
    : finding('warning', true, `The record at ${name} holds our key, but ${doubt}`);
}

/** What keeps receivers from verifying our signature with this record, as advice; null when nothing does. */
function problemOf(record: string, key: PublishedKey): string | null {
  const list = parseTagList(record);
  const replace = 'Replace it by the value shown here.';
  if (!list.ok) return `The record ${list.reason}. ${replace}`;
  const tag = (name: string): string | undefined => list.tags.get(name)?.replace(/\s+/g, '');
  const version = tag('v');
  if (version !== undefined && version !== 'DKIM1')
    return `The record is no DKIM key (v=${clip(version)}). ${replace}`;
  const published = tag('p');
  if (published === undefined) return `The record holds no key: the tag p is missing. ${replace}`;
  if (published === '') return `The record revokes the key: the tag p is empty. ${replace}`;
  if (published !== key.publicKey) return `${differenceOf(published, key.publicKey)} ${replace}`;
  const type = tag('k') ?? 'rsa';
  if (type !== KEY_TYPES[key.algorithm])
    return `The record says k=${clip(type)}, but the key is of the kind ${KEY_TYPES[key.algorithm]}. ${replace}`;
  if (!allows(tag('h'), ['sha256']))
    return `The record forbids SHA-256 (tag h), which mail is signed with. ${replace}`;
  if (!allows(tag('s'), ['email', '*']))
    return `The record says that the key is not for mail (tag s). ${replace}`;
  return null;
}

function differenceOf(published: string, ours: string): string {
  if (published.includes('"')) return 'The key in the record has quotation marks in it.';
  if (published.length < ours.length && ours.startsWith(published)) {
    return `The key in the record was cut off after ${published.length} of ${ours.length} characters; some DNS panels take it only in several strings of at most 255 characters.`;
  }
  return 'The record holds another key than ours.';
}

/** Tags that list with colons what is allowed; everything is when the tag is absent. */
function allows(list: string | undefined, wanted: readonly string[]): boolean {
  return list === undefined || list.split(':').some((item) => wanted.includes(item));
}

/** What some receivers may take amiss although the key is ours; null when nothing. */
function doubtOf(record: string): string | null {
  const list = parseTagList(record);
  if (!list.ok) return null;
  if (list.tags.has('v') && list.tags.keys().next().value !== 'v') {
    return 'v=DKIM1 does not stand first, as it must; some receivers will not read it. Replace the record by the value shown here.';
  }
  const isTest = (list.tags.get('t') ?? '').split(':').some((flag) => flag.trim() === 'y');
  return isTest ? 't=y marks it as a test, so receivers may treat the mail as unsigned. Remove t=y.' : null;
}

function clip(text: string): string {
  return presentable([text.slice(0, 20)])[0]!;
}
