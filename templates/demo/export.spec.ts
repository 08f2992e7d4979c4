import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { fromBuffer, type Entry } from 'yauzl';

interface Expected {
  zip: string;
  rows: Record<string, number>;
  files: Record<string, { file: string; rows: number; sha256: string }>;
  invalid: { status: string; row: number; line: number; value: string }[];
  duplicates: { email: string }[];
  contacts: Record<string, number>;
  mailable: { total: number; byCountry: Record<string, number>; byTag: Record<string, number> };
  segments: Record<string, { count: number }>;
}

const expected = JSON.parse(readFileSync(join(__dirname, 'expected.json'), 'utf8')) as Expected;

function unzip(file: string): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  return new Promise((resolve, reject) => {
    fromBuffer(readFileSync(file), { lazyEntries: true }, (failure, zip) => {
      if (failure) return reject(failure);
      zip.on('entry', (entry: Entry) => {
        zip.openReadStream(entry, (error, stream) => {
          if (error) return reject(error);
          const chunks: Buffer[] = [];
          stream.on('data', (chunk: Buffer) => chunks.push(chunk));
          stream.on('end', () => {
            files.set(entry.fileName, Buffer.concat(chunks));
            zip.readEntry();
          });
        });
      });
      zip.on('end', () => resolve(files));
      zip.readEntry();
    });
  });
}

type Row = Record<string, string>;

describe("the demo's contact export", () => {
  let files: Map<string, Buffer>;
  const rows: Record<string, Row[]> = {};

  beforeAll(async () => {
    files = await unzip(join(__dirname, expected.zip));
    for (const [status, { file }] of Object.entries(expected.files)) {
      rows[status] = parse(files.get(file) ?? '', { columns: true });
    }
  });

  it('is what the generator writes', () => {
    execFileSync(process.execPath, [join(__dirname, 'generate-export.mjs'), '--check']);
    for (const { file, sha256 } of Object.values(expected.files)) {
      expect(
        createHash('sha256')
          .update(files.get(file) ?? '')
          .digest('hex'),
      ).toBe(sha256);
    }
  });

  it('has the files, columns and rows of an audience export', () => {
    expect([...files.keys()]).toEqual(Object.values(expected.files).map(({ file }) => file));
    for (const [status, list] of Object.entries(rows)) expect(list).toHaveLength(expected.rows[status] ?? -1);
    const columns = (status: string) => Object.keys(rows[status]?.[0] ?? {});
    expect(columns('subscribed').slice(-18).join()).toBe(
      'What interests you,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LATITUDE,LONGITUDE,GMTOFF,DSTOFF,TIMEZONE,CC,REGION,LAST_CHANGED,LEID,EUID,NOTES,TAGS',
    );
    expect(columns('unsubscribed').slice(-11).join()).toBe(
      'CC,REGION,UNSUB_TIME,UNSUB_CAMPAIGN_TITLE,UNSUB_CAMPAIGN_ID,UNSUB_REASON,UNSUB_REASON_OTHER,LEID,EUID,NOTES,TAGS',
    );
    expect(columns('cleaned').slice(-9).join()).toBe(
      'CC,REGION,CLEAN_TIME,CLEAN_CAMPAIGN_TITLE,CLEAN_CAMPAIGN_ID,LEID,EUID,NOTES,TAGS',
    );
  });

  it('can reach nobody: reserved domains, documentation networks', () => {
    const everyone = Object.values(rows).flat();
    const bad = new Set(expected.invalid.map(({ value }) => value));
    const addresses = everyone
      .map((row) => row['Email Address'] ?? '')
      .filter((address) => !bad.has(address));
    expect(
      addresses.filter((a) => !/@([a-z0-9]+\.)?example\.(com|org|net)$/.test(a.trim().toLowerCase())),
    ).toEqual([]);
    const networks = everyone.flatMap((row) => [row['OPTIN_IP'], row['CONFIRM_IP']]).filter(Boolean);
    expect(networks.filter((ip) => !/^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$/.test(ip ?? ''))).toEqual(
      [],
    );
  });

  it('holds exactly the figures and traps it claims', () => {
    const address = (row: Row) => (row['Email Address'] ?? '').trim().toLowerCase();
    for (const { status, row, line, value } of expected.invalid) {
      expect(rows[status]?.[row - 1]?.['Email Address']).toBe(value);
      const text = (files.get(expected.files[status]?.file ?? '') ?? '').toString().split('\n');
      expect(text[line - 1]?.startsWith(`${value},`)).toBe(true);
    }
    const invalid = new Set(expected.invalid.map(({ value }) => value));
    const subscribed = (rows['subscribed'] ?? []).filter((row) => !invalid.has(row['Email Address'] ?? ''));
    const gone = new Set([...(rows['unsubscribed'] ?? []), ...(rows['cleaned'] ?? [])].map(address));
    const mailable = subscribed.filter((row) => !gone.has(address(row)));
    expect(new Set(mailable.map(address)).size).toBe(expected.mailable.total);
    expect(mailable.filter(({ CC }) => CC === 'PT')).toHaveLength(expected.mailable.byCountry['PT'] ?? -1);
    const iberia = mailable.filter(({ CC, Plan }) => /^(PT|ES)$/.test(CC ?? '') && Plan === 'Everyday');
    expect(iberia).toHaveLength(expected.segments['iberiaEveryday']?.count ?? -1);
    const tagsOf = (row: Row): string[] => {
      const cells: string[][] = parse(row['TAGS'] ?? '');
      return cells.flat();
    };
    const tagged = mailable.filter((row) => tagsOf(row).includes('Porto, Cedofeita'));
    expect(tagged).toHaveLength(expected.mailable.byTag['Porto, Cedofeita'] ?? -1);
    const people = new Set(Object.values(rows).flat().map(address));
    for (const value of invalid) people.delete(value);
    expect(people.size).toBe(expected.contacts['total']);
    expect(subscribed.map(address).filter((a) => gone.has(a))).toEqual(
      expected.duplicates.map(({ email }) => email),
    );
  });
});
