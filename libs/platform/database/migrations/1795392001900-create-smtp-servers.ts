import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Mail servers of a workspace, and the processes that send. A server allows a number of connections over all processes
 * together, so each must know how many others there are (`connection-shares.service.ts` says how they agree).
 */
export class CreateSmtpServers1795392001900 implements MigrationInterface {
  readonly name = 'CreateSmtpServers1795392001900';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE smtp_servers (
        id uuid NOT NULL DEFAULT uuidv7(),
        workspace_id uuid NOT NULL,
        name text NOT NULL,
        host text NOT NULL,
        port integer NOT NULL,
        tls text NOT NULL,
        verify_certificate boolean NOT NULL DEFAULT true,
        ehlo_name text,
        user_name text,
        password_box text,
        connections integer NOT NULL DEFAULT 5,
        per_second integer,
        per_minute integer,
        per_hour integer,
        per_day integer,
        weight integer NOT NULL DEFAULT 1,
        sender_domains text[] NOT NULL DEFAULT '{}',
        limits_providers boolean NOT NULL DEFAULT true,
        is_enabled boolean NOT NULL DEFAULT true,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_smtp_servers PRIMARY KEY (id),
        CONSTRAINT uq_smtp_servers_workspace UNIQUE (workspace_id, id),
        CONSTRAINT fk_smtp_servers_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE,
        CONSTRAINT ck_smtp_servers_name CHECK (btrim(name) <> '' AND length(name) <= 100),
        CONSTRAINT ck_smtp_servers_host CHECK (host ~ '^[a-z0-9.:-]{1,253}$'),
        CONSTRAINT ck_smtp_servers_port CHECK (port BETWEEN 1 AND 65535),
        CONSTRAINT ck_smtp_servers_tls CHECK (tls IN ('tls', 'starttls-required', 'starttls-if-offered', 'none')),
        CONSTRAINT ck_smtp_servers_ehlo_name CHECK (ehlo_name ~ '^[a-z0-9.-]{1,253}$'),
        CONSTRAINT ck_smtp_servers_sign_in CHECK ((user_name IS NULL) = (password_box IS NULL)),
        CONSTRAINT ck_smtp_servers_connections CHECK (connections BETWEEN 1 AND 500),
        CONSTRAINT ck_smtp_servers_limits CHECK (least(per_second, per_minute, per_hour, per_day) > 0),
        CONSTRAINT ck_smtp_servers_weight CHECK (weight BETWEEN 1 AND 100),
        CONSTRAINT ck_smtp_servers_sender_domains CHECK (cardinality(sender_domains) <= 100
          AND array_position(sender_domains, NULL) IS NULL
          AND array_to_string(sender_domains, ' ') ~ '^[a-z0-9. -]*$')
      )
    `);
    await queryRunner.query(
      'CREATE UNIQUE INDEX uq_smtp_servers_name ON smtp_servers (workspace_id, lower(name))',
    );
    // seq is the order in which processes joined; settled_seq the last one that this process has made room for.
    await queryRunner.query(`
      CREATE TABLE worker_processes (
        id uuid NOT NULL,
        seq bigint GENERATED ALWAYS AS IDENTITY,
        settled_seq bigint NOT NULL DEFAULT 0,
        host_name text NOT NULL,
        pid integer NOT NULL,
        identity text NOT NULL,
        version text NOT NULL,
        started_at timestamptz NOT NULL,
        seen_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_worker_processes PRIMARY KEY (id),
        CONSTRAINT uq_worker_processes_seq UNIQUE (seq)
      )
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE worker_processes');
    await queryRunner.query('DROP TABLE smtp_servers');
  }
}
