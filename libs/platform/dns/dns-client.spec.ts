import { startTestDns, type TestDns } from '@testing';
import { DnsClient } from './dns-client';

describe('DnsClient', () => {
  let dns: TestDns;
  let client: DnsClient;

  beforeAll(async () => {
    dns = await startTestDns();
    client = new DnsClient({ servers: [dns.server] });
  });

  afterAll(() => dns.stop());

  it('joins the strings of a long TXT record, and keeps records apart', async () => {
    const long = `v=DKIM1; p=${'k'.repeat(700)}`;
    dns.zone.set('long.example', { txt: [long, 'other'] });
    expect(await client.txt('long.example')).toEqual({ kind: 'found', records: [long, 'other'] });
  });

  it('gives mail servers and addresses of both kinds', async () => {
    dns.zone.set('mail.example', {
      mx: [{ priority: 10, exchange: 'mx.mail.example' }],
      a: ['192.0.2.1'],
      aaaa: ['2001:db8:0:0:0:0:0:1'],
    });
    dns.zone.set('none.example', { mx: [{ priority: 0, exchange: '' }] });
    expect(await client.mx('mail.example')).toMatchObject({
      records: [{ priority: 10, exchange: 'mx.mail.example' }],
    });
    expect(await client.mx('none.example')).toMatchObject({ records: [{ priority: 0, exchange: '' }] });
    expect(await client.addresses('mail.example')).toEqual({
      kind: 'found',
      records: ['192.0.2.1', '2001:db8::1'],
    });
  });

  it('tells what is not there from what cannot be known', async () => {
    dns.zone.set('empty.example', {});
    dns.zone.set('broken.example', { trouble: 'servfail' });
    dns.zone.set('silent.example', { trouble: 'silent' });
    expect(await client.txt('empty.example')).toEqual({ kind: 'none' });
    expect(await client.txt('unknown.example')).toEqual({ kind: 'none' });
    expect(await client.txt('not..a..name')).toEqual({ kind: 'none' });
    expect(await client.txt('broken.example')).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('SERVFAIL'),
    });
    const impatient = new DnsClient({ servers: [dns.server], limitMs: 200 });
    expect(await impatient.txt('silent.example')).toEqual({
      kind: 'failed',
      reason: 'did not answer in time',
    });
    expect(await impatient.addresses('silent.example')).toMatchObject({ kind: 'failed' });
    const nobody = new DnsClient({ servers: ['127.0.0.1:1'] });
    expect(await nobody.txt('any.example')).toMatchObject({ kind: 'failed' });
  });

  it('sees a change at once: a check after a correction must not look at old answers', async () => {
    dns.zone.set('changing.example', { txt: ['before'] });
    expect(await client.txt('changing.example')).toMatchObject({ records: ['before'] });
    dns.zone.set('changing.example', { txt: ['after'] });
    expect(await client.txt('changing.example')).toMatchObject({ records: ['after'] });
  });
});
