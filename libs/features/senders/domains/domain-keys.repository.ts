import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { DkimAlgorithm } from '@platform/mail';
import type { DomainKey } from './domain-key';

/** A key with its private half in a box. */
export interface SealedKey {
  selector: string;
  algorithm: DkimAlgorithm;
  publicKey: string;
  sealedKey: string;
}

const COLUMNS = `selector, algorithm, public_key AS "publicKey", status, is_published AS "isPublished",
  published_at AS "publishedAt", created_at AS "createdAt", retired_at AS "retiredAt"`;

/** Current keys first, RSA before Ed25519. */
const ORDER = `ORDER BY array_position(ARRAY['current', 'previous', 'retired'], status), created_at DESC, algorithm DESC, selector`;

/** SQL on `sending_domain_keys`. Private halves are read by `listSigning` only. */
@Injectable()
export class DomainKeysRepository {
  constructor(private readonly database: Database) {}

  async list(workspaceId: string, domainId: string): Promise<DomainKey[]> {
    return this.database.query<DomainKey>(
      `SELECT ${COLUMNS} FROM sending_domain_keys WHERE workspace_id = $1 AND domain_id = $2 ${ORDER}`,
      [workspaceId, domainId],
    );
  }

  async listAll(workspaceId: string): Promise<(DomainKey & { domainId: string })[]> {
    return this.database.query(
      `SELECT domain_id AS "domainId", ${COLUMNS} FROM sending_domain_keys WHERE workspace_id = $1 ${ORDER}`,
      [workspaceId],
    );
  }

  async insert(workspaceId: string, domainId: string, keys: readonly SealedKey[]): Promise<void> {
    await this.database.execute(
      `INSERT INTO sending_domain_keys (workspace_id, domain_id, selector, algorithm, public_key, private_key)
       SELECT $1, $2, k."selector", k."algorithm", k."publicKey", k."sealedKey"
       FROM json_to_recordset($3) AS k ("selector" text, "algorithm" text, "publicKey" text, "sealedKey" text)`,
      [workspaceId, domainId, JSON.stringify(keys)],
    );
  }

  /** Statuses and whether they are published; what becomes retired loses its private half. */
  async update(workspaceId: string, domainId: string, keys: readonly DomainKey[]): Promise<void> {
    await this.database.execute(
      `UPDATE sending_domain_keys k
       SET status = n.status, is_published = n."isPublished",
           published_at = CASE WHEN n."isPublished" THEN coalesce(k.published_at, now()) ELSE k.published_at END,
           private_key = CASE WHEN n.status = 'retired' THEN NULL ELSE k.private_key END,
           retired_at = CASE WHEN n.status = 'retired' THEN coalesce(k.retired_at, now()) END
       FROM json_to_recordset($3) AS n (selector text, status text, "isPublished" boolean)
       WHERE k.workspace_id = $1 AND k.domain_id = $2 AND k.selector = n.selector`,
      [workspaceId, domainId, JSON.stringify(keys)],
    );
  }

  async delete(workspaceId: string, domainId: string, selectors: readonly string[]): Promise<void> {
    await this.database.execute(
      'DELETE FROM sending_domain_keys WHERE workspace_id = $1 AND domain_id = $2 AND selector = ANY ($3)',
      [workspaceId, domainId, selectors],
    );
  }

  /** What may sign mail from this domain (`maySign` in SQL), RSA first. */
  async listSigning(workspaceId: string, domain: string): Promise<SealedKey[]> {
    return this.database.query<SealedKey>(
      `SELECT k.selector, k.algorithm, k.public_key AS "publicKey", k.private_key AS "sealedKey"
       FROM sending_domain_keys k
       JOIN sending_domains d ON d.workspace_id = k.workspace_id AND d.id = k.domain_id
       WHERE k.workspace_id = $1 AND d.domain = $2 AND k.status <> 'retired' AND k.is_published
       ORDER BY k.algorithm DESC, k.status`,
      [workspaceId, domain],
    );
  }
}
