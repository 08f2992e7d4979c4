import { IntersectionType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsObject, IsString, IsUUID, MaxLength, MinLength } from 'class-validator';
import { FORM_STATUSES, SUBMISSION_STATUSES, type FormStatus, type SubmissionStatus } from '@features/forms';
import { IfGiven, IsInstant, PageQueryDto } from '../http';

/** A new form. */
export class CreateFormDto {
  /**
   * For the team; 1 to 200 characters.
   * @example Spring guide
   */
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name: string;

  /**
   * What the form asks, says and does: see docs/forms.md. What is left out is chosen; every problem is answered with a pointer below `/definition`.
   * @example { "fields": [{ "name": "email", "to": "email", "label": "Email address" }] }
   */
  @Transform(({ obj }: { obj: { definition?: unknown } }) => obj.definition)
  @IsObject()
  definition: Record<string, unknown>;
}

/** What is to change; visitors see it once the form is published. */
export class UpdateFormDto {
  /** 1 to 200 characters. */
  @IfGiven()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name?: string;

  /** Replaces the whole draft. */
  @IfGiven()
  @Transform(({ obj }: { obj: { definition?: unknown } }) => obj.definition)
  @IsObject()
  definition?: Record<string, unknown>;
}

/** Which forms to list. */
export class FormsQueryDto extends PageQueryDto {
  /** Only those. */
  @IfGiven()
  @IsIn(FORM_STATUSES)
  status?: FormStatus;

  /** Part of the name. */
  @IfGiven()
  @IsString()
  @MaxLength(200)
  search?: string;
}

/** Which form's HTML. */
export class FormEmbedQueryDto {
  /**
   * Language of the texts; the form's first when left out.
   * @example pt
   */
  @IfGiven()
  @IsString()
  @MaxLength(35)
  language?: string;
}

/** Which time a funnel is about. */
export class FunnelQueryDto {
  /**
   * Not before.
   * @example 2026-11-01T00:00:00Z
   */
  @IfGiven()
  @IsInstant()
  from?: string;

  /**
   * Before.
   * @example 2026-12-01T00:00:00Z
   */
  @IfGiven()
  @IsInstant()
  until?: string;
}

/** Which submissions to export. */
export class ExportSubmissionsQueryDto extends FunnelQueryDto {
  /** Part of the address or of an answer. */
  @IfGiven()
  @IsString()
  @MaxLength(200)
  search?: string;

  /** All but spam when left out. */
  @IfGiven()
  @IsIn(SUBMISSION_STATUSES)
  status?: SubmissionStatus;

  /** Of this contact. */
  @IfGiven()
  @IsUUID()
  contactId?: string;
}

/** Which submissions to list, newest first. */
export class SubmissionsQueryDto extends IntersectionType(PageQueryDto, ExportSubmissionsQueryDto) {}

/** For whom a link is made. */
export class FormLinkDto {
  /** The contact that the link is for; whoever has it fills in the form as this contact. */
  @IsUUID()
  contactId: string;
}
