import { Transform } from 'class-transformer';
import { IsArray, IsBoolean, IsString, Length } from 'class-validator';
import { IfGiven } from '../http';

/** Blocks are read by their own parser: nothing walks them before. */
const asSent = ({ obj }: { obj: { blocks?: unknown } }): unknown => obj.blocks;

export class CreateSavedBlocksDto {
  /**
   * Unique in the workspace, 1 to 100 characters.
   * @example "Opening hours"
   */
  @IsString()
  @Length(1, 100)
  name: string;

  /**
   * Blocks as in the document of an email, 1 to 20, from top to bottom. A header or a footer stands alone.
   * @example [{ "id": "line", "kind": "divider" }]
   */
  @Transform(asSent)
  @IsArray()
  blocks: Record<string, unknown>[];

  /** True: emails name them (`kind: saved`), and show what they are whenever they are compiled. Default: false, for copies. */
  @IfGiven()
  @IsBoolean()
  isSynced?: boolean;
}

export class UpdateSavedBlocksDto {
  /** Unique in the workspace, 1 to 100 characters. */
  @IfGiven()
  @IsString()
  @Length(1, 100)
  name?: string;

  /** Blocks as in the document of an email, 1 to 20, from top to bottom. A header or a footer stands alone. */
  @IfGiven()
  @Transform(asSent)
  @IsArray()
  blocks?: Record<string, unknown>[];

  /** Blocks that emails name stay synced. */
  @IfGiven()
  @IsBoolean()
  isSynced?: boolean;
}
