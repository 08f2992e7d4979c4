import fc from 'fast-check';
import { spf } from 'mailauth/lib/spf';
import { zone, type DnsRecords } from '@testing';
import { parseSpf } from './spf-record';
import { surveySpf } from './spf-survey';

const ADDRESSES = ['93.184.215.14', '93.184.215.15', '93.184.99.1', '8.8.8.8', '2001:db9::1', '2001:db9::2'];
const HOSTS = ['mail.shop.example', 'web.shop.example', 'both.shop.example'];

const qualifier = fc.constantFrom('', '+', '-', '~', '?');
const direct = fc.constantFrom(
  ...[
    'ip4:93.184.215.14',
    'ip4:93.184.0.0/16',
    'ip4:93.184.215.14/31',
    'ip6:2001:db9::/64',
    'ip6:2001:db9::2',
  ],
  ...[
    'a',
    'mx',
    'a:mail.shop.example',
    'a:both.shop.example',
    'a:web.shop.example/24//127',
    'mx:shop.example/16',
  ],
);
const ending = fc.constantFrom('', ' -all', ' ~all', ' ?all', ' +all');

/** The record of a leaf, and of one that includes leaves: never more look-ups than allowed, nor circles. */
const leaf = fc
  .tuple(fc.array(fc.tuple(qualifier, direct), { maxLength: 2 }), ending)
  .map(([terms, end]) => `v=spf1${terms.map((term) => ` ${term.join('')}`).join('')}${end}`);
const root = fc
  .tuple(
    fc.array(
      fc.tuple(qualifier, fc.oneof(direct, fc.constantFrom('include:one.example', 'include:two.example'))),
      {
        maxLength: 3,
      },
    ),
    fc.constantFrom('', ' redirect=one.example', ' -all', ' ~all', ' ?all'),
  )
  .map(([terms, end]) => `v=spf1${terms.map((term) => ` ${term.join('')}`).join('')}${end}`);

function world(records: { root: string; one: string; two: string }): Record<string, DnsRecords> {
  return {
    'shop.example': {
      txt: ['unrelated', records.root],
      a: ['93.184.99.1'],
      mx: [{ priority: 1, exchange: 'mail.shop.example' }],
    },
    'one.example': {
      txt: [records.one],
      a: ['8.8.8.8'],
      mx: [{ priority: 1, exchange: 'both.shop.example' }],
    },
    'two.example': {
      txt: [records.two],
      a: ['93.184.215.15'],
      mx: [{ priority: 1, exchange: 'web.shop.example' }],
    },
    [HOSTS[0]!]: { a: ['93.184.215.14'] },
    [HOSTS[1]!]: { a: ['93.184.99.1'], aaaa: ['2001:db9::1'] },
    [HOSTS[2]!]: { a: ['8.8.8.8'], aaaa: ['2001:db9::2'] },
  };
}

/** As `dns.resolve` answers. */
function resolverOf(records: Record<string, DnsRecords>) {
  return (name: string, type = 'A'): Promise<unknown[]> => {
    const { txt = [], a = [], aaaa = [], mx = [] } = records[name] ?? {};
    const answers = { TXT: txt.map((text) => [text]), A: a, AAAA: aaaa, MX: mx }[type] ?? [];
    if (answers.length > 0) return Promise.resolve(answers);
    return Promise.reject(Object.assign(new Error('none'), { code: 'ENODATA' }));
  };
}

it('agrees with another implementation on who may send', async () => {
  await fc.assert(
    fc.asyncProperty(root, leaf, leaf, async (outer, one, two) => {
      const records = world({ root: outer, one, two });
      const parsed = parseSpf(outer);
      if (!parsed.ok) throw new Error(`${outer}: ${parsed.reason}`);
      const survey = await surveySpf(zone(records), 'shop.example', parsed.record);
      if (survey.lookups > 10) return;
      for (const ip of ADDRESSES) {
        const theirs = await spf({
          sender: 'ana@shop.example',
          ip,
          helo: 'mail.shop.example',
          mta: 'mx.example',
          maxVoidCount: 100,
          resolver: resolverOf(records),
        });
        const allowed = theirs.status.result === 'pass' ? 'yes' : 'no';
        expect([outer, one, two, ip, survey.allows(ip)]).toEqual([outer, one, two, ip, allowed]);
      }
    }),
    { numRuns: 300 },
  );
});
