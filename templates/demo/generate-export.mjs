/**
 * Writes the demo's contact export (a Mailchimp audience export as it comes) with what an importer must make of it:
 *
 *   node templates/demo/generate-export.mjs           writes the ZIP, expected.json and README.md
 *   node templates/demo/generate-export.mjs --check   writes nothing; exits 1 when a file is not what it would write
 *
 * Seeded, so every run gives the same rows. All addresses are at domains reserved by RFC 2606, all IP addresses in the
 * documentation ranges of RFC 5737: nothing in here can ever reach a person.
 */
process.env.TZ = 'UTC'; // ZIP entries carry local time
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as prettier from 'prettier';
import yazl from 'yazl';
import { expectedResults } from './expected-results.mjs';
import { readme } from './readme-text.mjs';
import { drawRecords, EXPORTED_AT } from './export-rows.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const EXPORT_ID = '4c1f0a97be';
const AUDIENCE = [
  'Email Address',
  'First Name',
  'Last Name',
  'Address',
  'Phone Number',
  'Birthday',
  'Company',
  'Plan',
  'Favourite roast',
  'Lifetime orders',
  'What interests you',
];
const OPTIN = ['MEMBER_RATING', 'OPTIN_TIME', 'OPTIN_IP', 'CONFIRM_TIME', 'CONFIRM_IP'];
const GEO = ['LATITUDE', 'LONGITUDE', 'GMTOFF', 'DSTOFF', 'TIMEZONE', 'CC', 'REGION'];
const END = ['LEID', 'EUID', 'NOTES', 'TAGS'];
const COLUMNS = {
  subscribed: [...AUDIENCE, ...OPTIN, ...GEO, 'LAST_CHANGED', ...END],
  unsubscribed: [
    ...AUDIENCE,
    ...OPTIN,
    ...GEO,
    'UNSUB_TIME',
    'UNSUB_CAMPAIGN_TITLE',
    'UNSUB_CAMPAIGN_ID',
    'UNSUB_REASON',
    'UNSUB_REASON_OTHER',
    ...END,
  ],
  cleaned: [
    ...AUDIENCE,
    ...OPTIN,
    ...GEO.slice(2),
    'CLEAN_TIME',
    'CLEAN_CAMPAIGN_TITLE',
    'CLEAN_CAMPAIGN_ID',
    ...END,
  ],
  nonsubscribed: [...AUDIENCE, ...OPTIN, ...GEO, 'LAST_CHANGED', ...END],
};
const cell = (value) => {
  const text = String(value ?? '');
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
const toCsv = (columns, rows) =>
  [columns, ...rows.map((r) => columns.map((c) => r[c]))].map((line) => line.map(cell).join(',')).join('\n') +
  '\n';

function zip(files) {
  const archive = new yazl.ZipFile();
  for (const { file, csv } of files)
    archive.addBuffer(Buffer.from(csv), file, { mtime: new Date(EXPORTED_AT), mode: 0o100644 });
  archive.end();
  return new Promise((resolve, reject) => {
    const chunks = [];
    archive.outputStream
      .on('data', (c) => chunks.push(c))
      .on('end', () => resolve(Buffer.concat(chunks)))
      .on('error', reject);
  });
}

const records = drawRecords();
const files = Object.entries(records).map(([status, rows]) => ({
  status,
  file: `${status}_email_audience_export_${EXPORT_ID}.csv`,
  csv: toCsv(COLUMNS[status], rows),
}));
const expected = expectedResults(records, files);
for (const { status, csv } of files)
  expected.files[status].sha256 = createHash('sha256').update(csv).digest('hex');
const format = async (text, file) =>
  prettier.format(text, { ...(await prettier.resolveConfig(file)), filepath: file });
const outputs = [
  ['expected.json', await format(JSON.stringify(expected), join(HERE, 'expected.json'))],
  ['README.md', await format(readme(expected), join(HERE, 'README.md'))],
];
if (process.argv.includes('--check')) {
  const stale = outputs
    .filter(([file, text]) => readFileSync(join(HERE, file), 'utf8') !== text)
    .map(([file]) => file);
  if (stale.length)
    console.error(
      `Not what the generator writes: ${stale.join(', ')}. Run node templates/demo/generate-export.mjs`,
    );
  process.exitCode = stale.length ? 1 : 0;
} else {
  for (const [file, text] of outputs) writeFileSync(join(HERE, file), text);
  writeFileSync(join(HERE, 'mailchimp-audience-export.zip'), await zip(files));
}
