import fc from 'fast-check';
import { dkimFinding, dkimRecordValue, type PublishedKey } from './dkim-finding';

const key: PublishedKey = {
  domain: 'shop.example',
  selector: 'tidings-a',
  algorithm: 'rsa-sha256',
  publicKey: `MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A${'abcDEF012+/'.repeat(33)}IDAQAB`,
};
const look = (...records: string[]) => dkimFinding(key, { kind: 'found', records });
const p = `p=${key.publicKey}`;

describe('a DKIM record', () => {
  it('is ours whatever the order of its tags, its spaces, and where its strings were cut', () => {
    const space = fc.constantFrom('', ' ', '  ', '\t', '\r\n ');
    const tags = fc.shuffledSubarray(
      ['v=DKIM1', 'k=rsa', p, 'h=sha256', 's=email', 'n=a note', 't=s', 'x=new'],
      {
        minLength: 3,
      },
    );
    fc.assert(
      fc.property(
        tags,
        fc.array(space, { minLength: 40, maxLength: 40 }),
        fc.boolean(),
        (chosen, spaces, end) => {
          if (!chosen.includes(p)) return;
          let n = 0;
          const gap = () => spaces[n++ % spaces.length]!;
          const folded = chosen.map((tag) => {
            const [name, value] = [tag.slice(0, 1), tag.slice(2)];
            const half = Math.floor(value.length / 2);
            const text = name === 'p' ? value.slice(0, half) + gap() + value.slice(half) : value;
            return `${gap()}${name}${gap()}=${gap()}${text}${gap()}`;
          });
          expect(look(folded.join(';') + (end ? ';' : ''))).toMatchObject({
            status: chosen.indexOf('v=DKIM1') > 0 ? 'warning' : 'ok',
            isPublished: true,
          });
        },
      ),
    );
  });

  it('is accepted exactly as we show it', () => {
    expect(look(dkimRecordValue(key))).toMatchObject({ status: 'ok', isPublished: true });
  });

  it.each([
    ['another key', `v=DKIM1; k=rsa; p=${key.publicKey.replace('a', 'b')}`, 'another key than ours'],
    ['a key of another case', `v=DKIM1; p=${key.publicKey.toLowerCase()}`, 'another key than ours'],
    ['half of the key', `v=DKIM1; k=rsa; ${p.slice(0, 240)}`, 'cut off after 238 of'],
    ['quotation marks within', `v=DKIM1; k=rsa; ${p.slice(0, 240)}" "${p.slice(240)}`, 'quotation marks'],
    ['a revoked key', 'v=DKIM1; p=', 'revokes the key'],
    ['no key', 'v=DKIM1; k=rsa', 'p is missing'],
    ['another kind of key', `v=DKIM1; k=ed25519; ${p}`, 'k=ed25519'],
    ['another version', `v=DKIM2; ${p}`, 'no DKIM key'],
    ['an SPF record', 'v=spf1 include:mail.example ~all', 'no DKIM key'],
    ['no list of tags', 'hello', 'no tag: "hello"'],
    ['a tag twice', `v=DKIM1; ${p}; ${p}`, 'tag p twice'],
    ['only SHA-1', `v=DKIM1; h=sha1; ${p}`, 'SHA-256'],
    ['not for mail', `v=DKIM1; s=tlsrpt; ${p}`, 'not for mail'],
  ])('with %s is wrong, and the advice says why and what to do', (_, record, advice) => {
    const finding = look(record);
    expect(finding).toMatchObject({ status: 'wrong', isPublished: false });
    expect(finding.advice).toContain(advice);
    expect(finding.advice).toContain('Replace it by the value shown here.');
  });

  it('counts as ours in test mode, and when its version does not stand first, with a warning', () => {
    expect(look(`v=DKIM1; t=s:y; ${p}`)).toMatchObject({ status: 'warning', isPublished: true });
    expect(look(`${p}; v=DKIM1`)).toMatchObject({ status: 'warning', isPublished: true });
    expect(look(`V=DKIM1; P=${key.publicKey}`)).toMatchObject({ status: 'wrong', isPublished: false });
  });

  it('may stand there only once, even when one of them is ours', () => {
    const finding = look(dkimRecordValue(key), 'v=DKIM1; p=AAAA');
    expect(finding).toMatchObject({ status: 'wrong', isPublished: false });
    expect(finding.advice).toContain('There are 2 TXT records at tidings-a._domainkey.shop.example');
  });

  it('is missing only when DNS says so', () => {
    expect(dkimFinding(key, { kind: 'none' })).toMatchObject({ status: 'missing', isPublished: false });
    expect(dkimFinding(key, { kind: 'failed', reason: 'did not answer in time' })).toMatchObject({
      status: 'warning',
      isPublished: null,
      advice: expect.stringContaining('Look again in a few minutes'),
    });
  });

  it('never brings unprintable or endless text of strangers into what is stored', () => {
    const finding = look(`v=DKIM1; p=\u0000\u202e${'x'.repeat(100_000)}`);
    expect(JSON.stringify(finding)).not.toMatch(/\\u0000|\u202e/);
    expect(JSON.stringify(finding).length).toBeLessThan(3_000);
  });
});
