import { Resolver } from 'node:dns/promises';
import { setTimeout } from 'node:timers/promises';
import type { DnsAnswer, DnsLookup, MxRecord } from './dns-lookup';

export interface DnsClientOptions {
  /** IP addresses, optionally with a port (`10.0.0.2`, `[::1]:5353`); those of the system when empty. */
  servers?: readonly string[];
  /** Patience for one question, with all its repetitions. */
  limitMs?: number;
}

const LIMIT_MS = 5_000;
/** Of a first try; c-ares asks again once and waits longer then. */
const TRY_MS = 1_500;

/** Errors that are answers: there is nothing under this name (or there cannot be). */
const NOTHING_THERE = new Set(['ENOTFOUND', 'ENODATA', 'EBADNAME']);

const FAILURES: Record<string, string> = {
  ECONNREFUSED: 'could not be asked: no DNS server takes questions',
  EREFUSED: 'refused the question',
  ESERVFAIL: 'answered with an error (SERVFAIL)',
  ETIMEOUT: 'did not answer in time',
  EBADRESP: 'gave an answer that cannot be read',
};

/** Asks the DNS servers of the system, or those of DNS_SERVERS, with a limit of time for every question. */
export class DnsClient implements DnsLookup {
  private readonly resolver: Resolver;
  private readonly limitMs: number;

  constructor({ servers = [], limitMs = LIMIT_MS }: DnsClientOptions = {}) {
    this.limitMs = limitMs;
    this.resolver = new Resolver({ timeout: Math.min(TRY_MS, limitMs), tries: 2 });
    if (servers.length > 0) this.resolver.setServers(servers);
  }

  txt(name: string): Promise<DnsAnswer<string>> {
    return this.ask(async () => (await this.resolver.resolveTxt(name)).map((strings) => strings.join('')));
  }

  mx(name: string): Promise<DnsAnswer<MxRecord>> {
    return this.ask(() => this.resolver.resolveMx(name));
  }

  async addresses(name: string): Promise<DnsAnswer<string>> {
    const answers = await Promise.all([
      this.ask(() => this.resolver.resolve4(name)),
      this.ask(() => this.resolver.resolve6(name)),
    ]);
    const records = answers.flatMap((answer) => (answer.kind === 'found' ? answer.records : []));
    if (records.length > 0) return { kind: 'found', records };
    return answers.find(({ kind }) => kind === 'failed') ?? { kind: 'none' };
  }

  private async ask<Record>(question: () => Promise<Record[]>): Promise<DnsAnswer<Record>> {
    const deadline = new AbortController();
    try {
      const records = await Promise.race([
        question(),
        setTimeout(this.limitMs, null, { signal: deadline.signal, ref: false }),
      ]);
      if (records === null) return { kind: 'failed', reason: FAILURES.ETIMEOUT! };
      return records.length > 0 ? { kind: 'found', records } : { kind: 'none' };
    } catch (error) {
      return toAnswer((error as { code?: unknown }).code);
    } finally {
      deadline.abort();
    }
  }
}

function toAnswer(code: unknown): { kind: 'none' } | { kind: 'failed'; reason: string } {
  const text = String(code);
  if (NOTHING_THERE.has(text)) return { kind: 'none' };
  return { kind: 'failed', reason: FAILURES[text] ?? `failed (${text})` };
}
