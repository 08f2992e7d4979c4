import { Injectable } from '@nestjs/common';
import { Database, translateViolations } from '@platform/database';
import type { SmtpServer, StoredSmtpServer } from './smtp-server';
import { nameTaken } from './smtp-servers.errors';

const COLUMNS = `id, workspace_id AS "workspaceId", name, host, port, tls, verify_certificate AS "verifyCertificate",
  ehlo_name AS "ehloName", user_name AS "userName", password_box AS "passwordBox", connections,
  per_second AS "perSecond", per_minute AS "perMinute", per_hour AS "perHour", per_day AS "perDay", weight,
  sender_domains AS "senderDomains", limits_providers AS "limitsProviders", is_enabled AS "isEnabled",
  created_at AS "createdAt", updated_at AS "updatedAt"`;

const INSERT = `
  INSERT INTO smtp_servers (workspace_id, id, name, host, port, tls, verify_certificate, ehlo_name, user_name, password_box,
    connections, per_second, per_minute, per_hour, per_day, weight, sender_domains, limits_providers, is_enabled)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
  RETURNING ${COLUMNS}`;

const UPDATE = `
  UPDATE smtp_servers SET name = $3, host = $4, port = $5, tls = $6, verify_certificate = $7, ehlo_name = $8, user_name = $9,
    password_box = $10, connections = $11, per_second = $12, per_minute = $13, per_hour = $14, per_day = $15, weight = $16,
    sender_domains = $17, limits_providers = $18, is_enabled = $19, updated_at = now()
  WHERE workspace_id = $1 AND id = $2
  RETURNING ${COLUMNS}`;

/** What a row is written from. */
export type SmtpServerRow = Omit<StoredSmtpServer, 'createdAt' | 'updatedAt'>;

/** SQL on `smtp_servers`. */
@Injectable()
export class SmtpServersRepository {
  constructor(private readonly database: Database) {}

  /** Changes of one workspace's servers happen one after the other, until the transaction ends: their number is limited. */
  async lockAll(workspaceId: string): Promise<void> {
    await this.database.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `smtp-servers:${workspaceId}`,
    ]);
  }

  /** For a row that is going to be made: its password is encrypted for this id. */
  async newId(): Promise<string> {
    const row = await this.database.queryOne<{ id: string }>('SELECT uuidv7() AS id');
    return (row as { id: string }).id;
  }

  async list(workspaceId: string): Promise<SmtpServer[]> {
    const rows = await this.database.query<StoredSmtpServer>(
      `SELECT ${COLUMNS} FROM smtp_servers WHERE workspace_id = $1 ORDER BY lower(name)`,
      [workspaceId],
    );
    return rows.map(withoutPassword);
  }

  async listEnabled(workspaceId: string): Promise<StoredSmtpServer[]> {
    return this.database.query<StoredSmtpServer>(
      `SELECT ${COLUMNS} FROM smtp_servers WHERE workspace_id = $1 AND is_enabled ORDER BY id`,
      [workspaceId],
    );
  }

  async find(workspaceId: string, id: string): Promise<StoredSmtpServer | null> {
    return this.database.queryOne<StoredSmtpServer>(
      `SELECT ${COLUMNS} FROM smtp_servers WHERE workspace_id = $1 AND id = $2`,
      [workspaceId, id],
    );
  }

  /** @throws DomainError `smtp-server.name-taken` */
  async insert(workspaceId: string, row: SmtpServerRow): Promise<SmtpServer> {
    return this.write(INSERT, workspaceId, row);
  }

  /** @throws DomainError `smtp-server.name-taken` */
  async update(workspaceId: string, row: SmtpServerRow): Promise<SmtpServer> {
    return this.write(UPDATE, workspaceId, row);
  }

  /** Rows deleted: 0 when there is no such server. */
  async delete(workspaceId: string, id: string): Promise<number> {
    return this.database.execute('DELETE FROM smtp_servers WHERE workspace_id = $1 AND id = $2', [
      workspaceId,
      id,
    ]);
  }

  private async write(sql: string, workspaceId: string, row: SmtpServerRow): Promise<SmtpServer> {
    const values = [
      row.id,
      row.name,
      row.host,
      row.port,
      row.tls,
      row.verifyCertificate,
      row.ehloName,
      row.userName,
      row.passwordBox,
      row.connections,
      row.perSecond,
      row.perMinute,
      row.perHour,
      row.perDay,
      row.weight,
      row.senderDomains,
      row.limitsProviders,
      row.isEnabled,
    ];
    const stored = await translateViolations({ uq_smtp_servers_name: () => nameTaken(row.name) }, () =>
      this.database.queryOne<StoredSmtpServer>(sql, [workspaceId, ...values]),
    );
    return withoutPassword(stored as StoredSmtpServer);
  }
}

export function withoutPassword({ passwordBox: _passwordBox, ...server }: StoredSmtpServer): SmtpServer {
  return server;
}
