import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How fast we may send: what was let through, limits of one's own for mailbox providers, who runs which domain, holds. */
export class CreateSendingLimits1795392002000 implements MigrationInterface {
  readonly name = 'CreateSendingLimits1795392002000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await createUsage(queryRunner);
    await createProviderLimits(queryRunner);
    await createMailDomains(queryRunner);
    await createHolds(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['sending_holds', 'mail_domains', 'provider_limits', 'sending_usage']) {
      await queryRunner.query(`DROP TABLE ${table}`);
    }
  }
}

/**
 * One row per scope (a server, a sending domain, a provider at a server), not one per message: per window the number of its
 * newest slot and the counts from there backwards. Rows change with every group of mail, so there is room in the page for
 * the next version, and no index on what changes.
 */
async function createUsage(queryRunner: QueryRunner): Promise<void> {
  const windows = ['per_second', 'per_minute', 'per_hour', 'per_day'];
  await queryRunner.query(`
    CREATE TABLE sending_usage (
      scope text NOT NULL,
      ${windows.map((name) => `${name}_slot bigint, ${name} integer[],`).join('\n      ')}
      used_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT pk_sending_usage PRIMARY KEY (scope),
      CONSTRAINT ck_sending_usage_windows CHECK (
        ${windows.map((name) => `(${name}_slot IS NULL) = (${name} IS NULL)`).join(' AND ')})
    ) WITH (fillfactor = 30)
  `);
}

/** A row replaces all default limits of a provider; null is unlimited. */
async function createProviderLimits(queryRunner: QueryRunner): Promise<void> {
  const limits = ['per_second', 'per_minute', 'per_hour', 'per_day'];
  await queryRunner.query(`
    CREATE TABLE provider_limits (
      workspace_id uuid NOT NULL,
      provider text NOT NULL,
      ${limits.map((name) => `${name} integer,`).join('\n      ')}
      changed_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT pk_provider_limits PRIMARY KEY (workspace_id, provider),
      CONSTRAINT fk_provider_limits_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE,
      CONSTRAINT ck_provider_limits_values CHECK (
        ${limits.map((name) => `(${name} IS NULL OR ${name} > 0)`).join(' AND ')})
    )
  `);
}

/** Public knowledge, the same for every workspace: it says nothing about who has contacts there. */
async function createMailDomains(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE mail_domains (
      domain text NOT NULL,
      provider text NOT NULL,
      mx_host text,
      checked_at timestamptz NOT NULL,
      check_again_at timestamptz NOT NULL,
      CONSTRAINT pk_mail_domains PRIMARY KEY (domain)
    )
  `);
}

/** `workspace_id` is null for the server that all workspaces share. Not held any more: `held_until` is null. */
async function createHolds(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE sending_holds (
      id uuid NOT NULL DEFAULT uuidv7(),
      scope text NOT NULL,
      workspace_id uuid,
      kind text NOT NULL,
      server_id text NOT NULL,
      server_label text NOT NULL,
      provider text,
      domain text,
      cause text NOT NULL,
      reply text NOT NULL,
      strikes integer NOT NULL,
      since timestamptz NOT NULL,
      struck_at timestamptz NOT NULL,
      held_until timestamptz,
      probe_until timestamptz,
      lifted_at timestamptz,
      CONSTRAINT pk_sending_holds PRIMARY KEY (id),
      CONSTRAINT uq_sending_holds_scope UNIQUE (scope),
      CONSTRAINT fk_sending_holds_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE,
      CONSTRAINT ck_sending_holds_kind CHECK (
        (kind = 'server' AND provider IS NULL AND domain IS NULL)
        OR (kind = 'provider' AND provider IS NOT NULL AND domain IS NULL)
        OR (kind = 'domain' AND domain IS NOT NULL)),
      CONSTRAINT ck_sending_holds_lifted CHECK ((held_until IS NULL) = (lifted_at IS NOT NULL)),
      CONSTRAINT ck_sending_holds_probe CHECK (probe_until IS NULL OR held_until IS NOT NULL)
    )
  `);
}
