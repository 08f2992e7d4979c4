import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Domains that mail is sent from, and the keys that sign it. Domains of senders that exist get a row; their keys are made by the program. */
export class CreateSendingDomains1795392002100 implements MigrationInterface {
  readonly name = 'CreateSendingDomains1795392002100';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE sending_domains (
        id uuid NOT NULL DEFAULT uuidv7(),
        workspace_id uuid NOT NULL,
        domain text NOT NULL,
        status text NOT NULL DEFAULT 'unverified',
        findings jsonb,
        checked_at timestamptz,
        verified_at timestamptz,
        next_check_at timestamptz DEFAULT now(),
        warm_up jsonb,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_sending_domains PRIMARY KEY (id),
        CONSTRAINT uq_sending_domains_workspace UNIQUE (workspace_id, id),
        CONSTRAINT uq_sending_domains_domain UNIQUE (workspace_id, domain),
        CONSTRAINT fk_sending_domains_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE,
        CONSTRAINT ck_sending_domains_domain CHECK (domain ~ '^[a-z0-9-]+(\\.[a-z0-9-]+)+$' AND length(domain) <= 253),
        CONSTRAINT ck_sending_domains_status CHECK (status IN ('unverified', 'verified', 'lost', 'unverifiable')),
        CONSTRAINT ck_sending_domains_findings CHECK (jsonb_typeof(findings) = 'array'),
        CONSTRAINT ck_sending_domains_warm_up CHECK (
          jsonb_typeof(warm_up->'startsOn') = 'string' AND jsonb_typeof(warm_up->'volumes') = 'array')
      )
    `);
    await queryRunner.query(
      'CREATE INDEX ix_sending_domains_next_check ON sending_domains (next_check_at) WHERE next_check_at IS NOT NULL',
    );
    await createKeys(queryRunner);
    await queryRunner.query(`
      INSERT INTO sending_domains (workspace_id, domain)
      SELECT DISTINCT workspace_id, lower(split_part(from_email, '@', 2)) FROM senders
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE sending_domain_keys');
    await queryRunner.query('DROP TABLE sending_domains');
  }
}

/** `private_key` is encrypted, and gone once the key signs no more: the database itself sees to that. */
async function createKeys(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE sending_domain_keys (
      workspace_id uuid NOT NULL,
      domain_id uuid NOT NULL,
      selector text NOT NULL,
      algorithm text NOT NULL,
      public_key text NOT NULL,
      private_key text,
      status text NOT NULL DEFAULT 'current',
      is_published boolean NOT NULL DEFAULT false,
      published_at timestamptz,
      created_at timestamptz NOT NULL DEFAULT now(),
      retired_at timestamptz,
      CONSTRAINT pk_sending_domain_keys PRIMARY KEY (domain_id, selector),
      CONSTRAINT fk_sending_domain_keys_domain FOREIGN KEY (workspace_id, domain_id)
        REFERENCES sending_domains (workspace_id, id) ON DELETE CASCADE,
      CONSTRAINT ck_sending_domain_keys_algorithm CHECK (algorithm IN ('rsa-sha256', 'ed25519-sha256')),
      CONSTRAINT ck_sending_domain_keys_status CHECK (status IN ('current', 'previous', 'retired')),
      CONSTRAINT ck_sending_domain_keys_retired CHECK (
        (status = 'retired') = (private_key IS NULL) AND (status = 'retired') = (retired_at IS NOT NULL))
    )
  `);
  // One of each kind signs, or is meant to, and one until then.
  await queryRunner.query(`
    CREATE UNIQUE INDEX uq_sending_domain_keys_status ON sending_domain_keys (domain_id, algorithm, status)
      WHERE status <> 'retired'
  `);
}
