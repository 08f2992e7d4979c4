import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import {
  LEADERBOARD_SORTS,
  MAX_GROUPS,
  MAX_SEGMENTS,
  PIVOT_MEASURES,
  SPANS,
  type LeaderboardSort,
  type PivotMeasure,
  type Span,
} from '@features/analysis';
import { IfGiven, Nested, NestedEach } from '../http';

/** The tree is read by its own parser: nothing walks it before. */
const asSent = ({ obj }: { obj: { tree?: unknown } }): unknown => obj.tree;

/** One id, several with commas between them, or the parameter repeated. */
const listed = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.split(',') : value;

/** When orders were placed and mails handed over. Days mean their start in the workspace's time zone. */
export class PeriodDto {
  /**
   * First moment, a day or a date-time with its offset. Default: 90 days before `to`.
   * @example 2026-08-01
   */
  @IfGiven()
  @IsString()
  @MaxLength(40)
  from?: string;

  /**
   * First moment after the period. Default: now. At most five years after `from`.
   * @example 2026-11-01
   */
  @IfGiven()
  @IsString()
  @MaxLength(40)
  to?: string;
}

/** Which segments to compare, and how to sort them. */
export class LeaderboardQueryDto extends PeriodDto {
  /** At most 50 ids, with commas between them. Default: the newest 50 segments. */
  @IfGiven()
  @Transform(listed)
  @IsArray()
  @ArrayMaxSize(MAX_SEGMENTS)
  @IsUUID(undefined, { each: true })
  segmentIds?: string[];

  /** Default `revenuePerContact`. Segments without a value come last. */
  @IfGiven()
  @IsIn(LEADERBOARD_SORTS)
  sort?: LeaderboardSort;

  /** Default `desc`. */
  @IfGiven()
  @IsIn(['asc', 'desc'])
  direction?: 'asc' | 'desc';
}

/** A group of contacts: exactly one of the two. */
export class ContactGroupDto {
  /** A saved segment. */
  @IfGiven()
  @IsUUID()
  segmentId?: string;

  /**
   * A rule tree of its own (docs/segments/rule-tree.md).
   * @example { "v": 1, "match": "all", "rules": [{ "field": "country", "op": "is", "value": "PT" }] }
   */
  @IfGiven()
  @Transform(asSent)
  @IsObject()
  tree?: Record<string, unknown>;
}

/** Groups to compare: give either `segmentIds` or `sources`. */
export class OverlapDto {
  /** 2–8 saved segments. */
  @IfGiven()
  @IsArray()
  @ArrayMinSize(2)
  @ArrayMaxSize(MAX_GROUPS)
  @IsUUID(undefined, { each: true })
  segmentIds?: string[];

  /** 2–8 segments and trees. */
  @IfGiven()
  @IsArray()
  @ArrayMinSize(2)
  @ArrayMaxSize(MAX_GROUPS)
  @NestedEach(() => ContactGroupDto)
  sources?: ContactGroupDto[];
}

/** A group of contacts, and what to compare it with. */
export class OverRepresentedDto extends ContactGroupDto {
  /** Default: everyone in the workspace. */
  @IfGiven()
  @Nested(() => ContactGroupDto)
  against?: ContactGroupDto;

  /** How many values to answer at most, 1–100. Default 20. */
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(100)
  limit?: number;
}

/** By what to divide contacts. */
export class DivisionDto {
  /**
   * A field of `GET /v1/segments/fields`, or `tags`.
   * @example country
   */
  @IsString()
  @MaxLength(200)
  field: string;

  /** Of dates and times: calendar months, quarters or years. Default: years of dates, months of times. */
  @IfGiven()
  @IsIn(SPANS)
  by?: Span;

  /**
   * Of numbers: 1–20 ascending bounds of the buckets; a bucket reaches from a bound up to the next, without it. Default: the
   * age bands 18, 25, 35, 45, 55, 65; each number where there are at most twelve whole ones; else fifths of those
   * who have a value, with bounds rounded to two digits.
   * @example [18, 30, 50]
   */
  @IfGiven()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsNumber({ allowNaN: false, allowInfinity: false }, { each: true })
  edges?: number[];
}

/** Contacts divided by one or two fields. Without `segmentId` and `tree`: everyone. */
export class PivotDto extends ContactGroupDto {
  /** The rows. */
  @Nested(() => DivisionDto)
  @IsObject()
  rows: DivisionDto;

  /** The columns; left out, there is one. */
  @IfGiven()
  @Nested(() => DivisionDto)
  @IsObject()
  columns?: DivisionDto;

  /** What to measure besides the number of contacts. Default: all. */
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(PIVOT_MEASURES.length)
  @IsIn(PIVOT_MEASURES, { each: true })
  measures?: PivotMeasure[];

  /**
   * First moment of the period for clicks and orders, a day or a date-time with its offset. Default: 90 days before `to`.
   * @example 2026-08-01
   */
  @IfGiven()
  @IsString()
  @MaxLength(40)
  from?: string;

  /**
   * First moment after the period. Default: now.
   * @example 2026-11-01
   */
  @IfGiven()
  @IsString()
  @MaxLength(40)
  to?: string;
}

/** By what to break down the deliveries of a campaign. */
export class BreakdownQueryDto {
  /**
   * A field of `GET /v1/segments/fields`, or `tags`. Default `country`.
   * @example region
   */
  @IfGiven()
  @IsString()
  @MaxLength(200)
  field?: string;

  /** Of dates and times: calendar months, quarters or years. */
  @IfGiven()
  @IsIn(SPANS)
  by?: Span;
}
