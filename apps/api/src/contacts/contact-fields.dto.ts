import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsString, MaxLength } from 'class-validator';
import { contactFieldTypes, type ContactFieldType } from '@features/contacts';
import { IfGiven } from '../http';

/** A custom field to declare. */
export class CreateContactFieldDto {
  /**
   * Starts with a lower-case letter; letters, digits and underscores, 63 at most. Cannot be changed.
   * @example plan
   */
  @IsString()
  key!: string;

  /**
   * Shown to people, 1 to 100 characters.
   * @example Plan
   */
  @IsString()
  @MaxLength(200)
  label!: string;

  /** What values the field takes. Cannot be changed. */
  @IsIn(contactFieldTypes)
  type!: ContactFieldType;

  /** Allowed values of `choice` and `multi-choice`: 1 to 500 of at most 200 characters. */
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(500)
  @IsString({ each: true })
  choices?: string[];
}

/** How to delete a custom field. */
export class DeleteContactFieldQueryDto {
  /** True: also when rules of segments or campaigns ask for it; they are broken afterwards. Default false. */
  @IfGiven()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  force?: boolean;
}

/** What may change about a custom field. */
export class UpdateContactFieldDto {
  /** Shown to people, 1 to 100 characters. */
  @IfGiven()
  @IsString()
  @MaxLength(200)
  label?: string;

  /** The whole list of allowed values in order. A choice that contacts hold cannot be left out. */
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(500)
  @IsString({ each: true })
  choices?: string[];
}
