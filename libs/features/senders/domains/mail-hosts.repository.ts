import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';

export interface MailServerHost {
  /** Name or IP address. */
  host: string;
  /** Sender domains that it is for; all when empty. */
  senderDomains: string[];
}

/** Reads where mail is handed to from `smtp_servers`, which belongs to a later feature: an SPF record has to name it. */
@Injectable()
export class MailHostsRepository {
  constructor(private readonly database: Database) {}

  async list(workspaceId: string): Promise<MailServerHost[]> {
    return this.database.query<MailServerHost>(
      `SELECT host, sender_domains AS "senderDomains" FROM smtp_servers
       WHERE workspace_id = $1 AND is_enabled ORDER BY weight DESC, id`,
      [workspaceId],
    );
  }
}
