import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  Equals,
  IsArray,
  IsBoolean,
  IsIn,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
} from 'class-validator';
import {
  contactSorts,
  noteKinds,
  TIMELINE_SUBJECTS,
  type ContactSort,
  type NoteKind,
  type TimelineSubject,
} from '@features/contacts';
import { IfGiven, PageQueryDto, Nested } from '../http';

/** What a contact holds besides its address. Left out: stays as it is. `null`: cleared. */
class ContactValuesDto {
  /** 200 characters at most. */
  @IsOptional()
  @IsString()
  firstName?: string | null;

  /** 200 characters at most. */
  @IsOptional()
  @IsString()
  lastName?: string | null;

  /** 50 characters at most, kept as written. */
  @IsOptional()
  @IsString()
  phone?: string | null;

  /**
   * Language tag (BCP 47).
   * @example pt-PT
   */
  @IsOptional()
  @IsString()
  locale?: string | null;

  /**
   * IANA time zone.
   * @example Europe/Lisbon
   */
  @IsOptional()
  @IsString()
  timeZone?: string | null;

  /**
   * Two letters, ISO 3166-1.
   * @example PT
   */
  @IsOptional()
  @IsString()
  country?: string | null;

  /** State, province or district; 200 characters at most. */
  @IsOptional()
  @IsString()
  region?: string | null;

  /** 200 characters at most. */
  @IsOptional()
  @IsString()
  city?: string | null;

  /** 20 characters at most. */
  @IsOptional()
  @IsString()
  postalCode?: string | null;

  /** Degrees, -90 to 90. */
  @IsOptional()
  @IsNumber()
  latitude?: number | null;

  /** Degrees, -180 to 180. */
  @IsOptional()
  @IsNumber()
  longitude?: number | null;

  /**
   * A day in the past, YYYY-MM-DD.
   * @example 1987-06-24
   */
  @IsOptional()
  @IsString()
  birthDate?: string | null;

  /**
   * Values of custom fields by key; see `/contact-fields`. Keys that are left out stay as they are.
   * @example { "plan": "Pro", "seats": 12 }
   */
  @IfGiven()
  @IsObject()
  attributes?: Record<string, unknown>;

  /** Name of the company; created when there is none of that name. */
  @IsOptional()
  @IsString()
  company?: string | null;

  /** Tags to add, by name. Use `/contacts/{id}/tags` to remove. */
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  tags?: string[];
}

/** Values to change. Left out: stays as it is. `null`: cleared. */
export class UpdateContactDto extends ContactValuesDto {
  /**
   * Unique in the workspace, whatever its case. 254 characters at most.
   * @example ana@example.com
   */
  @IfGiven()
  @IsString()
  email?: string;
}

/** A new contact, or the values to write to the one with this address. */
export class CreateContactDto extends ContactValuesDto {
  /**
   * Unique in the workspace, whatever its case. 254 characters at most.
   * @example ana@example.com
   */
  @IsString()
  email!: string;

  /** Where the contact comes from; only used when it is created. Default `api`. */
  @IfGiven()
  @IsString()
  @MaxLength(100)
  source?: string;
}

/** Which contacts: all conditions must hold. */
export class ContactFilterDto {
  /** Part of address, name or company; case and accents do not matter. One or two letters are looked for at the beginning of words. */
  @IfGiven()
  @IsString()
  @MaxLength(200)
  q?: string;

  /** Name of a tag; case does not matter. */
  @IfGiven()
  @IsString()
  @MaxLength(100)
  tag?: string;

  /**
   * `field:value`, several times for several fields: `country:PT`, `attributes.plan:Pro`, `company.industry:retail`.
   * @example ["country:PT"]
   */
  @IfGiven()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? [value] : value))
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @MaxLength(500, { each: true })
  field?: string[];
}

/** Order of a list. */
export class ContactListQueryDto extends PageQueryDto {
  /** Part of address, name or company; case and accents do not matter. One or two letters are looked for at the beginning of words. */
  @IfGiven()
  @IsString()
  @MaxLength(200)
  q?: string;

  /** Name of a tag; case does not matter. */
  @IfGiven()
  @IsString()
  @MaxLength(100)
  tag?: string;

  /** `field:value`, several times for several fields: `country:PT`, `attributes.plan:Pro`. */
  @IfGiven()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? [value] : value))
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @MaxLength(500, { each: true })
  field?: string[];

  /** What to sort by. */
  @IfGiven()
  @IsIn(contactSorts)
  sort: ContactSort = 'createdAt';

  /** Newest, highest or last letter first: `desc`. */
  @IfGiven()
  @IsIn(['asc', 'desc'])
  direction: 'asc' | 'desc' = 'desc';
}

/** What to export. */
export class ExportContactsQueryDto extends ContactFilterDto {
  /**
   * `true` leaves cells that a spreadsheet would run as formulas (`=`, `+`, `-`, `@` first) as they are. Only for
   * programs: opening such a file in a spreadsheet may run what a stranger typed into a form.
   */
  @IfGiven()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  raw?: boolean;
}

/** In which form. */
export class ExportContactQueryDto {
  /** Default `json`. */
  @IfGiven()
  @IsIn(['json', 'csv'])
  format?: 'json' | 'csv';
}

/** A page of a contact's story. */
export class TimelineQueryDto extends PageQueryDto {
  /**
   * Only what is about this: `mail` (mails, opens, clicks), `forms` (forms, surveys, downloads), `orders`, `profile` (changes of the contact,
   * consent, segments), `sequences`, `notes`, or `other` events. Left out: everything.
   */
  @IfGiven()
  @IsIn(TIMELINE_SUBJECTS)
  subject?: TimelineSubject;
}

export const bulkActions = ['tag', 'untag', 'delete'] as const;

/** One change for many contacts. Give either `ids` or `filter`; an empty filter means all contacts. */
export class BulkContactsDto {
  /** `tag` and `untag` need `tags`; `delete` erases for good and needs `reason`. */
  @IsIn(bulkActions)
  action!: (typeof bulkActions)[number];

  /** Up to 1,000 contacts by id. Unknown ids are ignored. */
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(1000)
  @IsUUID(undefined, { each: true })
  ids?: string[];

  /** All contacts that match, however many. A filter without conditions is refused: say `all` instead. */
  @IfGiven()
  @Nested(() => ContactFilterDto)
  filter?: ContactFilterDto;

  /** `true` for every contact of the workspace. */
  @IfGiven()
  @Equals(true, { message: 'all must be true, or be left out' })
  all?: boolean;

  /** Names of the tags to give or take, 1 to 100. */
  @IfGiven()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsString({ each: true })
  tags?: string[];

  /** Why, for the audit trail; 500 characters at most. */
  @IfGiven()
  @IsString()
  @MaxLength(500)
  reason?: string;
}

/** Names of tags. */
export class ContactTagsDto {
  /** 1 to 100 names of at most 100 characters; missing tags are created. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsString({ each: true })
  tags!: string[];
}

/** Why a contact is erased. */
export class EraseContactQueryDto {
  /** For the audit trail, 500 characters at most; without personal data. */
  @IfGiven()
  @IsString()
  @MaxLength(500)
  reason?: string;
}

/** Something to remember about a contact. */
export class AddNoteDto {
  /** 1 to 10,000 characters. */
  @IsString()
  @MaxLength(10_000)
  body!: string;

  /** What it was. Default `note`. */
  @IfGiven()
  @IsIn(noteKinds)
  kind?: NoteKind;
}
