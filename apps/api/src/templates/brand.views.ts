import type { Brand } from '@features/templates';

/** Values of a brand. */
export class BrandValuesView {
  /** Name shown in headers. */
  companyName!: string;
  /** Where the name in the header links to; empty for nowhere. */
  websiteUrl!: string;
  /** Address of a logo image; empty for none. */
  logoUrl!: string;
  /** Buttons. */
  primaryColor!: string;
  /** Text on buttons. */
  onPrimaryColor!: string;
  /** Small highlights. */
  accentColor!: string;
  /** Text on highlights. */
  onAccentColor!: string;
  /** Around the message. */
  backgroundColor!: string;
  /** Behind the message. */
  surfaceColor!: string;
  /** Cards within the message. */
  tintColor!: string;
  /** Lines. */
  borderColor!: string;
  /** Text. */
  textColor!: string;
  /** Small print. */
  mutedColor!: string;
  /** Font names. */
  fontFamily!: string;
  /** Font names for headings. */
  headingFontFamily!: string;
}

/** How messages and public pages look: every value, the workspace's own or the default. */
export class BrandView extends BrandValuesView {
  /** What holds for values that the workspace has not chosen. */
  defaults!: BrandValuesView;
}

export function toBrandView(brand: Brand, defaults: Brand): BrandView {
  return { ...brand, defaults };
}
