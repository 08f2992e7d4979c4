import { IsString } from 'class-validator';
import { IfGiven } from '../http';

/** How messages and public pages look. Values left out fall back to the defaults. */
export class ReplaceBrandDto {
  /** Name shown in headers; 1 to 100 characters. Default: the workspace's name. */
  @IfGiven()
  @IsString()
  companyName?: string;

  /** Where the name in the header links to; http or https. Default: the workspace's website. */
  @IfGiven()
  @IsString()
  websiteUrl?: string;

  /** Address of a logo image; http or https, or empty. */
  @IfGiven()
  @IsString()
  logoUrl?: string;

  /**
   * Buttons. All colours are six hexadecimal digits.
   * @example "#14594a"
   */
  @IfGiven()
  @IsString()
  primaryColor?: string;

  /** Text on buttons. */
  @IfGiven()
  @IsString()
  onPrimaryColor?: string;

  /** Small highlights. */
  @IfGiven()
  @IsString()
  accentColor?: string;

  /** Text on highlights. */
  @IfGiven()
  @IsString()
  onAccentColor?: string;

  /** Around the message. */
  @IfGiven()
  @IsString()
  backgroundColor?: string;

  /** Behind the message. */
  @IfGiven()
  @IsString()
  surfaceColor?: string;

  /** Cards within the message. */
  @IfGiven()
  @IsString()
  tintColor?: string;

  /** Lines. */
  @IfGiven()
  @IsString()
  borderColor?: string;

  /** Text. */
  @IfGiven()
  @IsString()
  textColor?: string;

  /** Small print. */
  @IfGiven()
  @IsString()
  mutedColor?: string;

  /** Font names separated by commas; at most 200 characters. */
  @IfGiven()
  @IsString()
  fontFamily?: string;

  /** Font names for headings. */
  @IfGiven()
  @IsString()
  headingFontFamily?: string;
}
