import type { ApiKey, CreatedApiKey, Scope } from '@features/accounts';
import { PageOf } from '../http';

/** An API key, without the key itself. */
export class ApiKeyView {
  /** Id of the key. */
  id!: string;
  /** What it is for. */
  name!: string;
  /**
   * How the key begins, to tell keys apart.
   * @example tdg_3f9a01b2c4d5
   */
  prefix!: string;
  /** What it may do. */
  scopes!: Scope[];
  /** When it was made. */
  createdAt!: Date;
  /** Id of the user who made it; null for keys made by a command. */
  createdBy!: string | null;
  /** When it stops working; null: never. */
  expiresAt!: Date | null;
  /** Last use, accurate to a minute; null before the first. */
  lastUsedAt!: Date | null;
  /** When it was revoked; null while it works. */
  revokedAt!: Date | null;
}

/** A key at its making. */
export class CreatedApiKeyView extends ApiKeyView {
  /** The key itself. Shown this once only. */
  key!: string;
}

export class ApiKeyPageView extends PageOf(ApiKeyView) {}

export function toApiKeyView(apiKey: ApiKey): ApiKeyView {
  const { id, name, scopes, createdAt, createdBy, expiresAt, lastUsedAt, revokedAt } = apiKey;
  const prefix = `tdg_${apiKey.prefix}`;
  return { id, name, prefix, scopes, createdAt, createdBy, expiresAt, lastUsedAt, revokedAt };
}

export function toCreatedApiKeyView(created: CreatedApiKey): CreatedApiKeyView {
  return { ...toApiKeyView(created.apiKey), key: created.secret };
}
