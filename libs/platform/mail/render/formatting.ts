/** Intl formatters cost a millisecond to create and nothing to use. */
const dateFormats = new Map<string, Intl.DateTimeFormat>();
const numberFormats = new Map<string, Intl.NumberFormat>();
const MAX_FORMATS = 500;
const STYLES = ['short', 'medium', 'long', 'full'] as const;
const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * `{{date value}}` or `{{date value "short"}}` (short, medium, long, full; long by default; `time` for date and time) in
 * the recipient's language and time zone. A date without a time is a calendar day and is never shifted by a zone. What
 * cannot be read as a date comes out empty.
 */
export function formatDate(
  value: unknown,
  style: unknown,
  to: { locale?: string; timeZone?: string },
): string {
  if (typeof value !== 'string' && typeof value !== 'number') return '';
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return '';
  const zone = typeof value === 'string' && DATE_ONLY.test(value) ? 'UTC' : (to.timeZone ?? 'UTC');
  const dateStyle = STYLES.find((known) => known === style) ?? 'long';
  const timeStyle = style === 'time' ? 'short' : undefined;
  const key = `${to.locale ?? 'en'}|${zone}|${dateStyle}|${timeStyle ?? ''}`;
  const format = cached(dateFormats, key, () =>
    tolerant(
      (locale, timeZone) => new Intl.DateTimeFormat(locale, { dateStyle, timeStyle, timeZone }),
      [to.locale, zone],
    ),
  );
  return format.format(date);
}

/** `{{number value}}` or `{{number value 2}}` with exactly that many decimals (0 to 6), in the recipient's language. */
export function formatNumber(value: unknown, digits: unknown, locale?: string): string {
  const amount = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof amount !== 'number' || !Number.isFinite(amount)) return '';
  const decimals = typeof digits === 'number' ? Math.min(6, Math.max(0, Math.trunc(digits))) : undefined;
  const options =
    decimals === undefined ? undefined : { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  const format = cached(numberFormats, `${locale ?? 'en'}|${decimals ?? ''}`, () =>
    tolerant((tag) => new Intl.NumberFormat(tag, options), [locale, 'UTC']),
  );
  return format.format(amount);
}

function cached<T>(map: Map<string, T>, key: string, create: () => T): T {
  let found = map.get(key);
  if (found === undefined) {
    if (map.size >= MAX_FORMATS) map.clear();
    found = create();
    map.set(key, found);
  }
  return found;
}

/** Contacts carry whatever locale and zone was imported; an unknown one must not cost them their mail. */
function tolerant<T>(
  create: (locale: string, zone: string) => T,
  [locale, zone]: [string | undefined, string],
): T {
  for (const [tag, timeZone] of [
    [locale ?? 'en', zone],
    ['en', zone],
    [locale ?? 'en', 'UTC'],
  ] as const) {
    try {
      return create(tag.replace(/_/g, '-'), timeZone);
    } catch {
      // Try the next, safer pair.
    }
  }
  return create('en', 'UTC');
}
