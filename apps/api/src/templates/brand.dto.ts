import { IsOptional, IsString } from 'class-validator';

/** How messages and public pages look. Values left out fall back to the defaults. */
export class ReplaceBrandDto {
  /** Name shown in headers; 1 to 100 characters. Default: the workspace's name. */
  @IsOptional()
  @IsString()
  companyName?: string;

  /** Where the name in the header links to; http or https. Default: the workspace's website. */
  @IsOptional()
  @IsString()
  websiteUrl?: string;

  /** Address of a logo image; http or https, or empty. */
  @IsOptional()
  @IsString()
  logoUrl?: string;

  /**
   * Buttons. All colours are six hexadecimal digits.
   * @example "#14594a"
   */
  @IsOptional()
  @IsString()
  primaryColor?: string;

  /** Text on buttons. */
  @IsOptional()
  @IsString()
  onPrimaryColor?: string;

  /** Small highlights. */
  @IsOptional()
  @IsString()
  accentColor?: string;

  /** Text on highlights. */
  @IsOptional()
  @IsString()
  onAccentColor?: string;

  /** Around the message. */
  @IsOptional()
  @IsString()
  backgroundColor?: string;

  /** Behind the message. */
  @IsOptional()
  @IsString()
  surfaceColor?: string;

  /** Cards within the message. */
  @IsOptional()
  @IsString()
  tintColor?: string;

  /** Lines. */
  @IsOptional()
  @IsString()
  borderColor?: string;

  /** Text. */
  @IsOptional()
  @IsString()
  textColor?: string;

  /** Small print. */
  @IsOptional()
  @IsString()
  mutedColor?: string;

  /** Font names separated by commas; at most 200 characters. */
  @IsOptional()
  @IsString()
  fontFamily?: string;

  /** Font names for headings. */
  @IsOptional()
  @IsString()
  headingFontFamily?: string;
}
