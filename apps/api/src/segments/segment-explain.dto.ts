import { IsUUID } from 'class-validator';
import { RuleTreeDto } from './segments.dto';

/** A rule tree to put into words. */
export class DescribeSegmentDto extends RuleTreeDto {}

/** A rule tree that is not saved, and whom to explain it for. */
export class ExplainSegmentDto extends RuleTreeDto {
  /** Id of the contact. */
  @IsUUID()
  contactId: string;
}
