import { IsBoolean, IsOptional } from 'class-validator';

export class SendToRestDto {
  /**
   * Also sends to those who may have the message already: it was handed over, and the answer was lost. They may get it twice.
   * Default: false.
   */
  @IsOptional()
  @IsBoolean()
  includeUncertain?: boolean;
}
