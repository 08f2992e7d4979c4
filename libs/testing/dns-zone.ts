import type { DnsAnswer, DnsLookup } from '@platform/dns';
import type { DnsRecords } from './test-dns';

export interface Zone extends DnsLookup {
  questions: string[];
}

/** DNS as the tests of rules want it: what is written here, and nothing else. */
export function zone(records: Record<string, DnsRecords>): Zone {
  const questions: string[] = [];
  const ask = <T>(
    type: string,
    name: string,
    pick: (found: DnsRecords) => T[] | undefined,
  ): Promise<DnsAnswer<T>> => {
    questions.push(`${type} ${name}`);
    const found = records[name];
    if (found?.trouble) return Promise.resolve({ kind: 'failed', reason: 'did not answer in time' });
    const answers = found ? (pick(found) ?? []) : [];
    return Promise.resolve(answers.length > 0 ? { kind: 'found', records: answers } : { kind: 'none' });
  };
  return {
    questions,
    txt: (name) => ask('TXT', name, ({ txt }) => txt),
    mx: (name) => ask('MX', name, ({ mx }) => mx),
    addresses: (name) => ask('A', name, ({ a = [], aaaa = [] }) => [...a, ...aaaa]),
  };
}
