import { DomainError, type FieldError } from '@platform/errors';

/** What `{{brand.<key>}}` may name in a template, with the kind of value each takes. */
export const BRAND_KEYS = {
  companyName: 'text',
  websiteUrl: 'url',
  logoUrl: 'url',
  primaryColor: 'color',
  onPrimaryColor: 'color',
  accentColor: 'color',
  onAccentColor: 'color',
  backgroundColor: 'color',
  surfaceColor: 'color',
  tintColor: 'color',
  borderColor: 'color',
  textColor: 'color',
  mutedColor: 'color',
  fontFamily: 'font',
  headingFontFamily: 'font',
} as const satisfies Record<string, BrandValueKind>;

type BrandValueKind = 'text' | 'url' | 'color' | 'font';
export type BrandKey = keyof typeof BRAND_KEYS;
/** Every value present: the workspace's own, else the shipped default. */
export type Brand = Record<BrandKey, string>;

const RULES: Record<BrandValueKind, { isValid: (value: string) => boolean; expected: string }> = {
  color: {
    isValid: (value) => /^#[0-9a-f]{6}$/i.test(value),
    expected: 'must be a colour of six hexadecimal digits such as #14594a',
  },
  url: {
    isValid: (value) => value === '' || isWebAddress(value),
    expected: 'must be a web address starting with https:// (or http://), or empty',
  },
  font: {
    isValid: (value) => /^[A-Za-z0-9 ,'_-]{1,200}$/.test(value) && value.split("'").length % 2 === 1,
    expected: `must be a list of font names such as "Georgia, 'Times New Roman', serif"`,
  },
  text: {
    // eslint-disable-next-line no-control-regex
    isValid: (value) => /^[^\u0000-\u001f\u007f]{1,100}$/u.test(value) && !value.includes('{{'),
    expected: 'must be 1 to 100 characters without line breaks and without {{',
  },
};

/**
 * Checks brand values from outside. Unknown keys, values that are not text and values of the wrong kind are refused,
 * because they end up in the mark-up of every message.
 *
 * @throws DomainError `brand.invalid` with one error per bad key
 */
export function parseBrand(input: Record<string, unknown>): Partial<Brand> {
  const errors: FieldError[] = [];
  const brand: Partial<Brand> = {};
  for (const [key, value] of Object.entries(input)) {
    if (value === undefined) continue;
    const problem = brandProblem(key, value);
    if (problem === undefined) brand[key as BrandKey] = (value as string).trim();
    else errors.push({ pointer: `/${key}`, code: 'brand.invalid', message: problem });
  }
  if (errors.length > 0) {
    throw new DomainError({
      code: 'brand.invalid',
      kind: 'invalid',
      message: errors.map(({ message }) => message).join(' '),
      errors,
    });
  }
  return brand;
}

function brandProblem(key: string, value: unknown): string | undefined {
  if (!Object.hasOwn(BRAND_KEYS, key)) {
    return `There is no brand value called "${key.slice(0, 40)}". Known: ${Object.keys(BRAND_KEYS).join(', ')}.`;
  }
  const rule = RULES[BRAND_KEYS[key as BrandKey]];
  if (typeof value === 'string' && rule.isValid(value.trim())) return undefined;
  return `${key} ${rule.expected}.`;
}

function isWebAddress(value: string): boolean {
  if (value.length > 2000 || !/^https?:\/\/[^\s"'<>\\{}]+$/i.test(value)) return false;
  return URL.canParse(value);
}
