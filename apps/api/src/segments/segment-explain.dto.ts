import { IsUUID } from 'class-validator';
import { PreviewSegmentDto } from './segments.dto';

/** A rule tree to put into words. */
export class DescribeSegmentDto extends PreviewSegmentDto {}

/** A rule tree that is not saved, and whom to explain it for. */
export class ExplainSegmentDto extends PreviewSegmentDto {
  /** Id of the contact. */
  @IsUUID()
  contactId: string;
}
