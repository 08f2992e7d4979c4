import { Injectable } from '@nestjs/common';
import type { CompiledPredicate } from '@features/segments';
import { Database } from '@platform/database';
import type { MaskCount } from './overlap';

@Injectable()
export class OverlapRepository {
  constructor(private readonly db: Database) {}

  /** One pass over the contacts: each is asked about all groups at once. Placeholders of the predicates start at `$2`. */
  async countMasks(workspaceId: string, groups: readonly CompiledPredicate[]): Promise<MaskCount[]> {
    const bits = groups.map(({ sql }, position) => `CASE WHEN ${sql} THEN ${2 ** position} ELSE 0 END`);
    return this.db.query<MaskCount>(
      `SELECT ${bits.join(' + ')} AS mask, count(*) AS contacts
       FROM contacts c WHERE c.workspace_id = $1 GROUP BY 1`,
      [workspaceId, ...groups.flatMap(({ params }) => params)],
    );
  }
}
