/**
 * What an importer must make of the rows, worked out apart from any importer. An address is compared trimmed and in
 * lower case; one that is both subscribed and unsubscribed stays unsubscribed.
 */
const ORDER = ['subscribed', 'nonsubscribed', 'unsubscribed', 'cleaned']; // a later status wins
const isAddress = (text) => /^[^\s@()]+@[^\s@()]+\.[^\s@()]+$/.test(text);
const normal = (record) => record['Email Address'].trim().toLowerCase();

const countBy = (rows, keyOf) => {
  const counts = {};
  for (const row of rows) for (const key of [keyOf(row)].flat()) counts[key] = (counts[key] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)));
};

export const splitTags = (text) =>
  [...text.matchAll(/"((?:[^"]|"")*)"/g)].map((match) => match[1].replaceAll('""', '"'));
export const splitInterests = (text) =>
  text === '' ? [] : text.split(/(?<!\\), */).map((interest) => interest.replaceAll('\\,', ','));

/** Line of a record in its file, counting lines of text from 1, where a quoted line break also counts. */
function lineOf(rows, index) {
  const before = rows
    .slice(0, index)
    .reduce((sum, row) => sum + 1 + (row.NOTES.match(/\n/g)?.length ?? 0), 0);
  return before + 2;
}

function invalidRows(records) {
  const found = [];
  for (const [status, rows] of Object.entries(records)) {
    rows.forEach((row, index) => {
      const value = row['Email Address'];
      if (isAddress(value.trim())) return;
      const reason = value.trim() === '' ? 'missing address' : 'invalid address';
      found.push({ status, row: index + 1, line: lineOf(rows, index), value, reason });
    });
  }
  return found;
}

const segment = (name, rules, rows) => ({ name, tree: { v: 1, match: 'all', rules }, count: rows.length });

function segments(mailable) {
  const iberia = mailable.filter((r) => ['PT', 'ES'].includes(r.CC));
  const inIberia = { field: 'country', op: 'isAnyOf', value: ['PT', 'ES'] };
  return {
    iberiaEveryday: segment(
      'Portugal or Spain, on plan Everyday',
      [inIberia, { field: 'attributes.plan', op: 'is', value: 'Everyday' }],
      iberia.filter((r) => r.Plan === 'Everyday'),
    ),
    iberiaBusinessOrEveryday: segment(
      'Portugal or Spain, on plan Everyday or Business',
      [inIberia, { field: 'attributes.plan', op: 'isAnyOf', value: ['Everyday', 'Business'] }],
      iberia.filter((r) => ['Everyday', 'Business'].includes(r.Plan)),
    ),
    vip: segment(
      'Tagged VIP',
      [{ tag: 'VIP', has: true }],
      mailable.filter((r) => splitTags(r.TAGS).includes('VIP')),
    ),
    wholesaleGermany: segment(
      'Wholesale in Germany',
      [
        { field: 'country', op: 'is', value: 'DE' },
        { tag: 'Wholesale', has: true },
      ],
      mailable.filter((r) => r.CC === 'DE' && splitTags(r.TAGS).includes('Wholesale')),
    ),
  };
}

function example(row, status) {
  return {
    email: normal(row),
    status,
    firstName: row['First Name'],
    lastName: row['Last Name'],
    country: row.CC ?? '',
    timeZone: row.TIMEZONE ?? '',
    plan: row.Plan,
    tags: splitTags(row.TAGS),
    interests: splitInterests(row['What interests you']),
  };
}

function examples(records, mailable) {
  const first = (test) => mailable.find(test);
  const rows = [
    first((r) => r.TAGS.includes('Porto, Cedofeita') && r['What interests you'].includes('\\,')),
    first((r) => r.TAGS.includes('slow')),
    first((r) => r.CC === 'JP'),
    first((r) => r.CC === 'EG'),
    first((r) => r['First Name'] === '' && r.CC === 'PT'),
    first((r) => r['Email Address'] !== normal(r)),
    first((r) => r.NOTES.includes('\n')),
  ];
  return [
    ...rows.map((r) => example(r, 'subscribed')),
    example(records.unsubscribed[44], 'unsubscribed'),
    example(records.cleaned[0], 'cleaned'),
  ];
}

export function expectedResults(records, files) {
  const status = new Map();
  for (const key of ORDER)
    for (const r of records[key]) if (isAddress(r['Email Address'].trim())) status.set(normal(r), key);
  const mailable = records.subscribed.filter((r) => status.get(normal(r)) === 'subscribed');
  const total = Object.values(records).reduce((sum, rows) => sum + rows.length, 0);
  const inSubscribed = new Set(records.subscribed.map(normal));
  const byPlan = (r) => r.Plan || 'none';
  const plans = (cc) =>
    countBy(
      mailable.filter((r) => (r.CC || 'none') === cc),
      byPlan,
    );
  const byCountry = countBy(mailable, (r) => r.CC || 'none');
  return {
    workspace: 'Maré Alta Coffee',
    zip: 'mailchimp-audience-export.zip',
    rows: { total, ...Object.fromEntries(Object.entries(records).map(([key, rows]) => [key, rows.length])) },
    files: Object.fromEntries(files.map((f) => [f.status, { file: f.file, rows: records[f.status].length }])),
    invalid: invalidRows(records),
    duplicates: records.unsubscribed
      .map(normal)
      .filter((a) => inSubscribed.has(a))
      .map((email) => ({ email, in: 'subscribed, unsubscribed', becomes: 'unsubscribed' })),
    contacts: { total: status.size, ...countBy(status.values(), (key) => key) },
    mailable: {
      total: mailable.length,
      withoutFirstName: mailable.filter((r) => r['First Name'] === '').length,
      byCountry,
      byPlan: countBy(mailable, byPlan),
      byCountryAndPlan: Object.fromEntries(Object.keys(byCountry).map((cc) => [cc, plans(cc)])),
      byTag: countBy(mailable, (r) => splitTags(r.TAGS)),
      byInterest: countBy(mailable, (r) => splitInterests(r['What interests you'])),
    },
    segments: segments(mailable),
    examples: examples(records, mailable),
  };
}
