import { IsIn, IsOptional } from 'class-validator';
import { FREQUENCIES, PAUSE_WEEKS, type Frequency, type PauseWeeks } from '@features/consent';
import { IfGiven } from '../http';
import { EvidenceDto } from './consent.dto';

/** What a contact asked for, by telephone for example. */
export class ContactPreferencesDto extends EvidenceDto {
  /** No marketing mail for so many weeks from now: 2, 4, 8 or 12; null ends the pause. */
  @IsOptional()
  @IsIn(PAUSE_WEEKS)
  pauseWeeks?: PauseWeeks | null;

  /** Marketing mail: `all` there is, at most one a week (`weekly`), or at most one in four weeks (`monthly`). */
  @IfGiven()
  @IsIn(FREQUENCIES)
  frequency?: Frequency;
}
