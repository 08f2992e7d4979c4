import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { MailFacts } from './mail-limits';

interface Row {
  capEmails: number | null;
  capDays: number | null;
  hasQuietHours: boolean;
  ownDays: number | null;
  past: Date[];
}

/** What caps count: mail of campaigns and sequences (as `deliveries/waits.ts`). */
const FACTS = `
  SELECT w.cap_emails AS "capEmails", w.cap_days AS "capDays", w.quiet_from IS NOT NULL AS "hasQuietHours", c.own_cap_days AS "ownDays",
    ARRAY(SELECT x.handed_over_at FROM deliveries x LEFT JOIN messages m ON m.id = x.message_id
      WHERE x.contact_id = c.id AND x.workspace_id = c.workspace_id AND (x.campaign_id IS NOT NULL OR m.kind = 'sequence')
        AND x.status IN ('handed_over', 'accepted', 'uncertain')
        AND x.handed_over_at > now() - make_interval(days => greatest(w.cap_days, c.own_cap_days))) AS past
  FROM contacts c JOIN workspaces w ON w.id = c.workspace_id WHERE c.workspace_id = $1 AND c.id = $2`;

const QUIET_UNTIL = `
  SELECT quiet_until($2, $3, quiet_from, quiet_to) AS until FROM workspaces WHERE id = $1 AND quiet_from IS NOT NULL`;

/** What a simulation asks about caps and quiet hours. */
@Injectable()
export class PretendMailRepository {
  constructor(private readonly db: Database) {}

  /** Of a contact that is there. */
  async factsOf(workspaceId: string, contactId: string, zone: string): Promise<MailFacts> {
    const row = await this.db.queryOne<Row>(FACTS, [workspaceId, contactId]);
    const { capEmails = null, capDays = null, hasQuietHours = false, ownDays = null, past = [] } = row ?? {};
    return {
      cap: capEmails === null || capDays === null ? null : { emails: capEmails, days: capDays },
      ownDays,
      past,
      quietUntil: (at) =>
        hasQuietHours ? this.quietUntil(workspaceId, { at, zone }) : Promise.resolve(null),
    };
  }

  private async quietUntil(
    workspaceId: string,
    { at, zone }: { at: Date; zone: string },
  ): Promise<Date | null> {
    const row = await this.db.queryOne<{ until: Date | null }>(QUIET_UNTIL, [workspaceId, at, zone]);
    return row?.until ?? null;
  }
}
