import { Injectable } from '@nestjs/common';
import type { Campaign } from '../campaign';
import type { AudienceGroups } from './audience-groups';

/** Says how a campaign's audience is told apart when it is fixed. */
@Injectable()
export class AudienceGrouping {
  /** Null when everybody gets the same. Placeholders of the answer's SQL start at `$firstParam`. */
  async of(_campaign: Campaign, _firstParam: number): Promise<AudienceGroups | null> {
    return null;
  }
}
