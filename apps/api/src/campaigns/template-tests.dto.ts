import { ArrayMaxSize, ArrayMinSize, IsArray, IsObject, IsString, IsUUID } from 'class-validator';
import { Nested } from '../http';
import { TemplateSourceDto } from '../templates/templates.dto';

export class TemplateTestDto {
  /** What stands in the editor, saved or not. */
  @IsObject({ message: 'source must be an object with subject and mjml or document' })
  @Nested(() => TemplateSourceDto)
  source!: TemplateSourceDto;

  /** Addresses of colleagues, 1 to 10; one that is named twice gets one mail. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  @IsString({ each: true })
  to!: string[];

  /** Whose values the message is made with. */
  @IsUUID()
  contactId!: string;
}

export class ReplaceTestRecipientsDto {
  /**
   * Addresses of colleagues, at most 10; one that is named twice is kept once.
   * @example ["ana@example.com"]
   */
  @IsArray()
  @ArrayMaxSize(10)
  @IsString({ each: true })
  addresses!: string[];
}
