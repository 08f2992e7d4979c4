import type { DnsAnswer, DnsLookup, MxRecord } from '@platform/dns';

export interface LookupLimits {
  /** Questions that are passed on; hostile records could ask for any number. */
  questions: number;
  limitMs: number;
}

const EXHAUSTED = { kind: 'failed', reason: 'was asked too many questions' } as const;
const TOO_LATE = { kind: 'failed', reason: 'took too long' } as const;

/** One check's view of DNS: each question is asked once, and their number and time are bounded. */
export class LimitedLookup implements DnsLookup {
  private readonly answers = new Map<string, Promise<DnsAnswer<unknown>>>();
  private readonly deadline: number;
  private left: number;

  constructor(
    private readonly dns: DnsLookup,
    { questions, limitMs }: LookupLimits,
    private readonly clock: () => number = () => performance.now(),
  ) {
    this.left = questions;
    this.deadline = clock() + limitMs;
  }

  txt(name: string): Promise<DnsAnswer<string>> {
    return this.once(`TXT ${name}`, () => this.dns.txt(name));
  }

  mx(name: string): Promise<DnsAnswer<MxRecord>> {
    return this.once(`MX ${name}`, () => this.dns.mx(name));
  }

  addresses(name: string): Promise<DnsAnswer<string>> {
    return this.once(`A ${name}`, () => this.dns.addresses(name));
  }

  private once<Record>(key: string, question: () => Promise<DnsAnswer<Record>>): Promise<DnsAnswer<Record>> {
    const known = this.answers.get(key) as Promise<DnsAnswer<Record>> | undefined;
    if (known) return known;
    const answer = this.ask(question);
    this.answers.set(key, answer);
    return answer;
  }

  private ask<Record>(question: () => Promise<DnsAnswer<Record>>): Promise<DnsAnswer<Record>> {
    if (this.clock() > this.deadline) return Promise.resolve(TOO_LATE);
    if (this.left === 0) return Promise.resolve(EXHAUSTED);
    this.left -= 1;
    return question();
  }
}
