import { ArrayMaxSize, IsArray, IsObject, IsUUID } from 'class-validator';
import { IfGiven, NestedEach } from '../http';

/** One part of an audience: either `segmentId` or `tree`. */
export class AudienceSourceDto {
  /** A saved segment. */
  @IfGiven()
  @IsUUID()
  segmentId?: string;

  /**
   * A rule tree of its own (docs/segments/rule-tree.md).
   * @example { "v": 1, "match": "all", "rules": [{ "field": "country", "op": "is", "value": "PT" }] }
   */
  @IfGiven()
  @IsObject()
  tree?: Record<string, unknown>;
}

/** Everyone in any of `include`, except everyone in any of `exclude`. */
export class AudienceDto {
  /** At most 20. A contact who matches several gets one message. */
  @IsArray()
  @ArrayMaxSize(20)
  @NestedEach(() => AudienceSourceDto)
  include: AudienceSourceDto[];

  /** At most 20. */
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(20)
  @NestedEach(() => AudienceSourceDto)
  exclude?: AudienceSourceDto[];
}
