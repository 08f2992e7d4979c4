import { IsObject, IsString, Length } from 'class-validator';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IfGiven, MustBeGiven } from '../http';

export class UpdateChatSourceDto {
  /**
   * Also the event's property `source`, 1 to 100 characters.
   * @example "Shop chat"
   */
  @IfGiven()
  @IsString()
  @Length(1, 100)
  name?: string;

  /** Where in the reports each thing stands: target to JSON pointer; `conversationId` and `email` are needed. */
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { conversationId: '/chat/id', email: '/visitor/email', 'properties.page': '/chat/page' },
    description:
      'Where in the reports each thing stands: target to JSON pointer (RFC 6901). `conversationId` and `email` are needed; also `startedAt`, `name`, `firstName`, `lastName`, `phone`, `locale`, `timeZone`, `country`, `region`, `city`, `postalCode`, `company`, `attributes.<custom field>`, `properties.<name>`.',
  })
  @IfGiven()
  @IsObject()
  mapping?: Record<string, unknown>;
}

export class CreateChatSourceDto extends UpdateChatSourceDto {
  /**
   * Also the event's property `source`, 1 to 100 characters.
   * @example "Shop chat"
   */
  @MustBeGiven()
  @IsString()
  @Length(1, 100)
  declare name: string;
}
