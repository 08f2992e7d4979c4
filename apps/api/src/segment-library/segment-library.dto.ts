import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsObject, IsString } from 'class-validator';
import { IfGiven } from '../http';

/** Which entries of the library to install. */
export class InstallSegmentsDto {
  /**
   * Keys of entries. Left out: all of them.
   * @example ["age-band", "cart-abandoned"]
   */
  @IfGiven()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @IsString({ each: true })
  keys?: string[];

  /** Also creates the custom fields that are missing. Default false. */
  @IfGiven()
  @IsBoolean()
  createFields?: boolean;

  /**
   * Values of parameters by entry and name; the defaults of the library where none is given.
   * @example { "age-band": { "from": 50, "to": 64 } }
   */
  @IfGiven()
  @Transform(({ obj }: { obj: { parameters?: unknown } }) => obj.parameters)
  @IsObject()
  parameters?: Record<string, Record<string, unknown>>;
}
