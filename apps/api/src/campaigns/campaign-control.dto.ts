import { IsBoolean } from 'class-validator';
import { IfGiven } from '../http';

export class SendToRestDto {
  /**
   * Also sends to those who may have the message already: it was handed over, and the answer was lost. They may get it twice.
   * Default: false.
   */
  @IfGiven()
  @IsBoolean()
  includeUncertain?: boolean;
}
