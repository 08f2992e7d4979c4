/** The people of the demo export as records keyed by column: seeded, so every run draws the same. */
import { COMPANIES, COUNTRIES } from './people.mjs';

const SIZES = { subscribed: 860, unsubscribed: 90, cleaned: 40, nonsubscribed: 20 };
export const EXPORTED_AT = Date.UTC(2026, 9, 31, 18, 0, 0);
const PLANS = [
  ['', 30],
  ['Explorer', 28],
  ['Everyday', 24],
  ['Business', 18],
];
const ROASTS = ['Light', 'Medium', 'Dark', 'Espresso', 'Decaf'];
const INTERESTS = ['Recipes', 'New harvests', 'Tastings, courses', 'Office coffee'];
const DOMAINS = [
  'example.com',
  'example.com',
  'example.org',
  'example.net',
  'mail.example.com',
  'inbox.example.org',
  'post.example.net',
];
const CAMPAIGNS = [
  ['The May letter', '7f2c11d0a4'],
  ['Spring sale: last bags', 'b03e95c71d'],
  ['Good coffee at work', '19da60e8f3'],
  ['The September letter', 'e58240bb6c'],
];
const UNSUB_REASONS = [
  ['NORMAL', ''],
  ['NORMAL', ''],
  ['NOT_INTERESTED', ''],
  ['NEVER_SIGNED_UP', ''],
  ['INAPPROPRIATE', ''],
  ['OTHER', 'Too many emails, "daily" is too much'],
  ['OTHER', 'Mudei de trabalho'],
  ['SPAM', ''],
];
const NEVER_OPTED_IN = { OPTIN_TIME: '', OPTIN_IP: '', CONFIRM_TIME: '', CONFIRM_IP: '' };
const NOTES = [
  'Met at the Porto fair, likes decaf',
  'Asked for an invoice with VAT number.\nSent on 3 March.',
  'Prefers to be called "Zé"',
  'Runs the tasting group; invite to cuppings',
];

/** mulberry32: small, seeded, the same on every platform. */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const next = random(20261031);
const int = (n) => Math.floor(next() * n);
const pick = (list) => list[int(list.length)];
const chance = (share) => next() < share;
const weighted = (pairs) => {
  let left = next() * pairs.reduce((sum, [, weight]) => sum + weight, 0);
  return pairs.find(([, weight]) => (left -= weight) < 0)[0];
};
const hex = (n) => Array.from({ length: n }, () => int(16).toString(16)).join('');
const time = (at) => new Date(at).toISOString().slice(0, 19).replace('T', ' ');
const DAY = 86_400_000;

const LATIN = { ł: 'l', ø: 'o', ß: 'ss', đ: 'd', æ: 'ae', ı: 'i' };
const slug = (text) =>
  text
    .toLowerCase()
    .replace(/[łøßđæı]/g, (c) => LATIN[c])
    .normalize('NFD')
    .replace(/[^a-z0-9]/g, '');
const name = (entry) => {
  const [written, latin] = entry.split(':');
  const text = written.replaceAll('_', ' ');
  return { text, latin: slug(latin ?? text) };
};

const used = new Set();
function address(first, last, company) {
  const domain = company && chance(0.7) ? `${slug(company)}.example.com` : pick(DOMAINS);
  const local = pick([
    `${first}.${last}`,
    `${first}.${last}`,
    `${first[0]}.${last}`,
    `${first}${last}`,
    `${last}.${first}`,
    `${first}+news`,
  ]);
  for (let n = 0; ; n += 1) {
    const candidate = `${local.replace('+', n ? `${n}+` : '+')}${n && !local.includes('+') ? n : ''}@${domain}`;
    if (!used.has(candidate)) return used.add(candidate) && candidate;
  }
}

/** Interest groups: names joined by a comma, a comma inside a name escaped. Tags: CSV inside the CSV cell. */
const joinInterests = (names) => names.map((n) => n.replaceAll(',', '\\,')).join(', ');
const joinTags = (tags) => tags.map((tag) => `"${tag.replaceAll('"', '""')}"`).join(',');

function tagsOf({ plan, orders, country }) {
  const tags = [];
  if (orders >= 24) tags.push('VIP');
  if (plan === 'Business') tags.push('Wholesale');
  if (country === 'PT' && chance(0.12)) tags.push('Porto, Cedofeita');
  if (chance(0.09)) tags.push('Tasting 2026');
  if (chance(0.04)) tags.push('The "slow" club');
  return tags;
}

const ip = () => `${pick(['192.0.2', '198.51.100', '203.0.113'])}.${1 + int(254)}`;
let leid = 410_020_000;

function person() {
  const country = weighted(COUNTRIES.map((c) => [c, c.weight]));
  const names = pick(country.groups);
  const [first, last] = [name(pick(names.first)), name(pick(names.last))];
  const place = pick(country.places);
  const plan = weighted(PLANS);
  const company = plan === 'Business' ? pick(COMPANIES) : '';
  const orders = plan === '' ? int(4) : 1 + int(plan === 'Explorer' ? 16 : 40);
  const located = chance(0.95); // otherwise the address of the sign-up told nothing
  const joined = EXPORTED_AT - DAY * (20 + int(2500)) - int(DAY);
  const tags = tagsOf({ plan, orders, country: located ? country.cc : '' });
  const interests = INTERESTS.filter((i) => chance(i === 'Office coffee' ? (company ? 0.8 : 0.04) : 0.4));
  const postal = [
    `${pick(country.streets).replaceAll('_', ' ')} ${1 + int(140)}`,
    place[0],
    place[1],
    place[5],
    country.cc,
  ].join('  ');
  return { country, first, last, place, plan, company, orders, located, joined, tags, interests, postal };
}

function row() {
  const p = person();
  const confirmed = chance(0.8);
  const [, region, lat, lon, zone] = p.place;
  const geo = p.located
    ? {
        LATITUDE: lat.toFixed(7),
        LONGITUDE: lon.toFixed(7),
        GMTOFF: p.country.gmt,
        DSTOFF: p.country.dst,
        TIMEZONE: zone,
        CC: p.country.cc,
        REGION: region,
      }
    : {};
  leid += 1 + int(90);
  return {
    'Email Address': address(p.first.latin, p.last.latin, p.company),
    'First Name': chance(0.04) ? '' : p.first.text,
    'Last Name': chance(0.06) ? '' : p.last.text,
    Address: chance(0.5) ? p.postal : '',
    'Phone Number': p.country.phone && chance(0.4) ? p.country.phone(int(10_000)) : '',
    Birthday: chance(0.45)
      ? `${String(1 + int(12)).padStart(2, '0')}/${String(1 + int(28)).padStart(2, '0')}`
      : '',
    Company: p.company,
    Plan: p.plan,
    'Favourite roast': chance(0.7) ? pick(ROASTS) : '',
    'Lifetime orders': p.orders,
    'What interests you': joinInterests(p.interests),
    MEMBER_RATING: 1 + Math.min(4, int(3) + (p.orders > 8 ? 2 : 0)),
    OPTIN_TIME: time(p.joined),
    OPTIN_IP: confirmed ? ip() : '',
    CONFIRM_TIME: confirmed ? time(p.joined + 60_000 * (1 + int(900))) : time(p.joined),
    CONFIRM_IP: confirmed ? ip() : '',
    ...geo,
    LAST_CHANGED: time(Math.min(EXPORTED_AT, p.joined + DAY * int(900) + int(DAY))),
    LEID: leid,
    EUID: hex(10),
    NOTES: chance(0.03) ? pick(NOTES) : '',
    TAGS: joinTags(p.tags),
    joined: p.joined,
  };
}

function leave(record, prefix) {
  const [title, id] = pick(CAMPAIGNS);
  const at = time(record.joined + DAY * (5 + int(14)) + int(DAY));
  Object.assign(record, {
    [`${prefix}_TIME`]: at,
    [`${prefix}_CAMPAIGN_TITLE`]: title,
    [`${prefix}_CAMPAIGN_ID`]: id,
  });
  if (prefix === 'UNSUB') [record.UNSUB_REASON, record.UNSUB_REASON_OTHER] = pick(UNSUB_REASONS);
}

/** The traps, at fixed rows. Rows count from 0 and exclude the header. */
function setTraps({ subscribed, unsubscribed }) {
  const change = (index, edit) =>
    (subscribed[index]['Email Address'] = edit(subscribed[index]['Email Address']));
  const capital = (text) =>
    text.replace(/(^|[.@])([a-z])/g, (_, before, letter) => before + letter.toUpperCase());
  for (const index of [17, 58, 99, 140, 181, 222, 263, 304, 345, 386]) change(index, capital);
  for (const index of [427, 468]) change(index, (text) => text.toUpperCase());
  for (const index of [31, 131, 231, 331]) change(index, (text) => ` ${text}`);
  for (const index of [431, 531, 631, 731]) change(index, (text) => `${text}  `);
  change(77, () => '');
  change(377, () => 'ana.martins(at)example.com');
  change(677, () => 'joao@@example.com');
  unsubscribed[44]['Email Address'] = subscribed[500]['Email Address'];
}

/** All records by status, traps included. Call once: the draw is stateful. */
export function drawRecords() {
  const records = {};
  for (const [status, size] of Object.entries(SIZES)) {
    records[status] = Array.from({ length: size }, row);
    if (status === 'unsubscribed') records[status].forEach((r) => leave(r, 'UNSUB'));
    if (status === 'cleaned') records[status].forEach((r) => leave(r, 'CLEAN'));
    if (status === 'nonsubscribed') records[status].forEach((r) => Object.assign(r, NEVER_OPTED_IN));
  }
  setTraps(records);
  return records;
}
