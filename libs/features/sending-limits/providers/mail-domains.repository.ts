import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';

export interface MailDomain {
  domain: string;
  /** Key of the provider, or the domain itself. */
  provider: string;
  checkAgainAt: Date;
}

/** What DNS said about a domain; `provider` is null when it said nothing: what was known before stays. */
export interface CheckedDomain {
  domain: string;
  provider: string | null;
  mxHost: string | null;
  checkAgainAt: Date;
}

/** In one order for everybody: two workers often look up the same domains. */
const WRITE_CHECKED = `
  INSERT INTO mail_domains AS m (domain, provider, mx_host, checked_at, check_again_at)
  SELECT c.domain, coalesce(c.provider, c.domain), c.mx_host, $5, c.check_again_at
  FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[]) AS c (domain, provider, mx_host, check_again_at)
  ORDER BY c.domain
  ON CONFLICT ON CONSTRAINT pk_mail_domains DO UPDATE SET
    provider = CASE WHEN m.domain = ANY ($6::text[]) THEN m.provider ELSE excluded.provider END,
    mx_host = CASE WHEN m.domain = ANY ($6::text[]) THEN m.mx_host ELSE excluded.mx_host END,
    checked_at = excluded.checked_at, check_again_at = excluded.check_again_at`;

/** SQL on which provider runs which domain. The same for all workspaces: it is public knowledge. */
@Injectable()
export class MailDomainsRepository {
  constructor(private readonly database: Database) {}

  /** Those of the given domains (lower case) that were ever looked up. */
  async find(domains: readonly string[]): Promise<MailDomain[]> {
    return this.database.query<MailDomain>(
      `SELECT domain, provider, check_again_at AS "checkAgainAt" FROM mail_domains WHERE domain = ANY ($1::text[])`,
      [domains],
    );
  }

  async write(checked: readonly CheckedDomain[], now: Date): Promise<void> {
    const failed = checked.filter(({ provider }) => provider === null).map(({ domain }) => domain);
    await this.database.execute(WRITE_CHECKED, [
      checked.map(({ domain }) => domain),
      checked.map(({ provider }) => provider),
      checked.map(({ mxHost }) => mxHost),
      checked.map(({ checkAgainAt }) => checkAgainAt),
      now,
      failed,
    ]);
  }

  /** Forgets domains that nobody has asked about for three months after they were due for another look. */
  async deleteUnused(now = new Date()): Promise<number> {
    return this.database.execute(
      `DELETE FROM mail_domains WHERE check_again_at < $1::timestamptz - interval '90 days'`,
      [now],
    );
  }
}
