/** What DNS says to one question. */
export type DnsAnswer<Record> =
  | { kind: 'found'; records: Record[] }
  /** There is no such name, or it has no record of this type: an answer for certain. */
  | { kind: 'none' }
  /** Nobody answered, or with an error: says nothing about the records. `reason` ends a sentence that starts with "DNS". */
  | { kind: 'failed'; reason: string };

export interface MxRecord {
  /** Lower is tried first. */
  priority: number;
  /** Empty when the domain says that it takes no mail at all (RFC 7505). */
  exchange: string;
}

/** Questions to DNS. Never throws; every way a question can end is an answer. Names are ASCII, without a dot at the end. */
export interface DnsLookup {
  /** Each record in one piece, however many strings it was published in (RFC 6376 3.6.2.2). */
  txt(name: string): Promise<DnsAnswer<string>>;
  mx(name: string): Promise<DnsAnswer<MxRecord>>;
  /** IPv4 and IPv6 addresses. */
  addresses(name: string): Promise<DnsAnswer<string>>;
}
