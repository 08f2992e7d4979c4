import type { Brand, BrandValues } from './brand-queries';

export const COLOURS = [
  'primaryColor',
  'onPrimaryColor',
  'accentColor',
  'onAccentColor',
  'textColor',
  'mutedColor',
  'surfaceColor',
  'backgroundColor',
  'tintColor',
  'borderColor',
] as const;
export type Colour = (typeof COLOURS)[number];

/** What stands in the form: the brand, and the postal address of the workspace. */
export type BrandDraft = BrandValues & { postalAddress: string };

export function draftOf({ defaults: _, ...values }: Brand, postalAddress: string): BrandDraft {
  return { ...values, postalAddress };
}

/** Only what differs from the defaults is the workspace's own, so that a new name of the workspace still arrives. */
export function ownValues(values: BrandValues, defaults: BrandValues): Partial<BrandValues> {
  const own = Object.entries(values).filter(([key, value]) => value !== defaults[key as keyof BrandValues]);
  return Object.fromEntries(own);
}
