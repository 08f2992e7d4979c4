import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOSTING, SMALL } from './known/provider';
import { findProvider, knownProviderOf, MAIL_PROVIDERS, providerName, providerOfMx } from './mail-provider';

it.each([
  ['gmail.com', 'gmail'],
  ['googlemail.com', 'gmail'],
  ['hotmail.co.uk', 'microsoft'],
  ['live.com.mx', 'microsoft'],
  ['outlook.fr', 'microsoft'],
  ['msn.com', 'microsoft'],
  ['yahoo.co.in', 'yahoo'],
  ['aol.de', 'yahoo'],
  ['ymail.com', 'yahoo'],
  ['verizon.net', 'yahoo'],
  ['yahoo.co.jp', 'yahoo-japan'],
  ['me.com', 'icloud'],
  ['web.de', 'gmx'],
  ['wanadoo.fr', 'orange'],
  ['bk.ru', 'mail-ru'],
  ['ya.ru', 'yandex'],
  ['126.com', 'netease'],
  ['vip.qq.com', 'qq'],
  ['sbcglobal.net', 'att'],
  ['comcast.net', 'comcast'],
  ['acme.example', undefined],
  ['notgmail.com', undefined],
])('%s is run by %s', (domain, key) => expect(knownProviderOf(domain)).toBe(key));

it.each([
  ['aspmx.l.google.com', 'gmail'],
  ['ALT1.ASPMX.L.GOOGLE.COM.', 'gmail'],
  ['smtp.google.com', 'gmail'],
  ['acme-com.mail.protection.outlook.com', 'microsoft-business'],
  ['acme.j-v1.mx.microsoft', 'microsoft-business'],
  ['outlook-com.olc.protection.outlook.com', 'microsoft'],
  ['mta5.am0.yahoodns.net', 'yahoo'],
  ['mx01.mail.icloud.com', 'icloud'],
  ['eu-smtp-inbound-1.mimecast.com', 'mimecast'],
  ['mxa-00123.gslb.pphosted.com', 'proofpoint'],
  ['mx00.kundenserver.de', 'ionos'],
  ['mx1.mail.ovh.net', 'ovh'],
  ['mxs.mail.ru', 'mail-ru'],
  ['emx.mail.ru.example', undefined],
  ['evil-google.com', undefined],
  ['mail.acme.example', undefined],
  ['', undefined],
])('the mail server %s belongs to %s', (host, key) => expect(providerOfMx(host)).toBe(key));

describe('the table', () => {
  const all = MAIL_PROVIDERS;
  const repeated = (list: string[]): string[] => list.filter((one, index) => list.indexOf(one) !== index);

  it('names every provider, domain and mail server once', () => {
    expect(repeated(all.map(({ key }) => key))).toEqual([]);
    expect(repeated(all.map(({ name }) => name))).toEqual([]);
    expect(repeated(all.flatMap(({ domains }) => [...domains]))).toEqual([]);
    expect(repeated(all.flatMap(({ mx }) => [...mx]))).toEqual([]);
  });

  it('holds keys that are no domains, and domains that are', () => {
    expect(all.filter(({ key }) => !/^[a-z0-9-]{1,40}$/.test(key))).toEqual([]);
    const names = all.flatMap(({ domains, mx }) => [...domains, ...mx]);
    expect(names.filter((name) => !/^([a-z0-9-]+\.)+[a-z]{2,}$/.test(name))).toEqual([]);
  });

  it('gives limits that are worth keeping: an hour allows less than a second after the other would', () => {
    const senseless = all.filter(
      ({ limits }) => limits.perSecond < 1 || limits.perHour >= limits.perSecond * 3600,
    );
    expect(senseless).toEqual([]);
  });

  it('tells names for people, and the domain where there is none', () => {
    expect(providerName('gmail')).toBe('Gmail');
    expect(providerName('acme.example')).toBe('acme.example');
    expect(findProvider('nobody')).toBeUndefined();
  });
});

it('the default limits stand in the documentation', () => {
  const text = readFileSync(join(__dirname, '../../../../docs/sending-limits.md'), 'utf8');
  const rows = [...text.matchAll(/^\| [^|]*\(`([a-z0-9-]+)`\) *\| *(\d+) \| *(\d+) \|/gm)];
  const documented = Object.fromEntries(rows.map(([, key, second, hour]) => [key, `${second} ${hour}`]));
  const usual = [`${HOSTING.perSecond} ${HOSTING.perHour}`, `${SMALL.perSecond} ${SMALL.perHour}`];
  const numbers = MAIL_PROVIDERS.map(
    ({ key, limits }) => [key, `${limits.perSecond} ${limits.perHour}`] as const,
  );
  expect(documented).toMatchObject(
    Object.fromEntries(numbers.filter(([, limits]) => !usual.includes(limits))),
  );
  expect(Object.fromEntries(numbers)).toMatchObject(documented);
});
