import { Transform } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsString,
  IsUUID,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';
import { IfGiven, PageQueryDto, Nested } from '../http';
import { ReplaceBrandDto } from './brand.dto';

const MAX_MJML = 500_000;

/** Blocks are read by their own parser: nothing walks them before. */
const asSent = ({ obj }: { obj: { document?: unknown } }): unknown => obj.document;

/** Which templates to list, newest first. */
export class ListTemplatesQueryDto extends PageQueryDto {
  /** `true`: archived ones only; default: those in use. */
  @IfGiven()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean({ message: 'archived must be true or false' })
  archived?: boolean;

  /** Part of the name; case and accents do not matter. */
  @IfGiven()
  @IsString()
  @MaxLength(200)
  search?: string;
}

/** Content of a new template. It must compile. */
export class CreateTemplateDto {
  /**
   * Shown in lists; 1 to 200 characters.
   * @example "Spring letter"
   */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name!: string;

  /**
   * Subject line, may hold merge fields; 1 to 500 characters.
   * @example "Hello {{default contact.firstName \"there\"}}"
   */
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  subject!: string;

  /** Line that inbox lists show after the subject, may hold merge fields; at most 500 characters. */
  @IfGiven()
  @IsString()
  @MaxLength(500)
  preheader?: string;

  /** MJML with Handlebars; at most 500 000 characters. The footer is added when there is no unsubscribe link. */
  @ValidateIf((_, value) => value !== undefined)
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_MJML)
  mjml?: string;

  /**
   * Blocks instead of `mjml`; see `GET /api/v1/templates/document-schema`. An email has one of the two.
   * @example { "v": 1, "blocks": [{ "id": "a", "kind": "heading", "level": 1, "align": "left", "content": [{ "text": "Hello " }, { "field": "contact.firstName", "fallback": "you" }] }] }
   */
  @ValidateIf((_, value) => value !== undefined)
  @Transform(asSent)
  @IsObject()
  document?: Record<string, unknown>;
}

/** What to change; fields left out stay as they are. The result must compile. */
export class UpdateTemplateDto {
  /** 1 to 200 characters. */
  @ValidateIf((_, value) => value !== undefined)
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name?: string;

  /** 1 to 500 characters. */
  @ValidateIf((_, value) => value !== undefined)
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  subject?: string;

  /** At most 500 characters; empty for none. */
  @ValidateIf((_, value) => value !== undefined)
  @IsString()
  @MaxLength(500)
  preheader?: string;

  /** At most 500 000 characters. */
  @ValidateIf((_, value) => value !== undefined)
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_MJML)
  mjml?: string;

  /**
   * Blocks instead of `mjml`; see `GET /api/v1/templates/document-schema`. Only for emails that are made of blocks.
   * @example { "v": 1, "blocks": [{ "id": "a", "kind": "heading", "level": 1, "align": "left", "content": [{ "text": "Hello " }, { "field": "contact.firstName", "fallback": "you" }] }] }
   */
  @ValidateIf((_, value) => value !== undefined)
  @Transform(asSent)
  @IsObject()
  document?: Record<string, unknown>;

  /** `mjml` detaches an email from its blocks for good: it keeps the MJML that they became, or takes the one in `mjml`. */
  @IfGiven()
  @IsIn(['blocks', 'mjml'])
  mode?: 'blocks' | 'mjml';

  /** The version that you read: the change is refused (409) when somebody changed the email meanwhile. */
  @IfGiven()
  @IsInt()
  @Min(1)
  version?: number;
}

/** Makes an editable copy of a shipped template. */
export class CreateFromGalleryDto {
  /**
   * Key of the gallery template.
   * @example "newsletter"
   */
  @IsString()
  @MaxLength(100)
  key!: string;

  /** Name of the copy; the gallery's name when left out. */
  @IfGiven()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name?: string;
}

/** For whom a saved template is shown. */
export class PreviewTemplateDto {
  /** Render as this contact; with sample data when left out. */
  @IfGiven()
  @IsUUID()
  contactId?: string;

  /**
   * Values instead of the built-in sample; `data` stands for what comes with a single message, also beside `contactId`.
   * @example { "contact": { "firstName": "Ada" }, "data": { "order": "A-1001" } }
   */
  @IfGiven()
  @IsObject()
  sample?: Record<string, unknown>;
}

/** What stands in an editor. */
export class TemplateSourceDto {
  /** Subject line; 1 to 500 characters. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  subject!: string;

  /** At most 500 characters. */
  @IfGiven()
  @IsString()
  @MaxLength(500)
  preheader?: string;

  /** MJML with Handlebars; at most 500 000 characters. */
  @ValidateIf((_, value) => value !== undefined)
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_MJML)
  mjml?: string;

  /**
   * Blocks instead of `mjml`; see `GET /api/v1/templates/document-schema`. One of the two.
   * @example { "v": 1, "blocks": [{ "id": "a", "kind": "heading", "level": 1, "align": "left", "content": [{ "text": "Hello " }, { "field": "contact.firstName", "fallback": "you" }] }] }
   */
  @ValidateIf((_, value) => value !== undefined)
  @Transform(asSent)
  @IsObject()
  document?: Record<string, unknown>;
}

/** A source that need not be saved, and for whom it is shown. */
export class PreviewSourceDto extends PreviewTemplateDto {
  /** What to render. */
  @IsObject({ message: 'source must be an object with subject and mjml or document' })
  @Nested(() => TemplateSourceDto)
  source!: TemplateSourceDto;

  /** A brand that is not saved, to see what it looks like; values left out fall back to the defaults. Left out: the saved one. */
  @IfGiven()
  @Nested(() => ReplaceBrandDto)
  brand?: ReplaceBrandDto;

  /** With `brand`: a postal address that is not saved; at most 500 characters. */
  @IfGiven()
  @IsString()
  @MaxLength(500)
  postalAddress?: string;
}
