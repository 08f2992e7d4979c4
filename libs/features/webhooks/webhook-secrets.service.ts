import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { Settings } from '@platform/config';
import { Database } from '@platform/database';
import { SecretBox } from '@platform/tokens';
import { WebhookSecretsRepository, type SecretRow } from './webhook-secrets.repository';
import { newSecret } from './webhook-signature';

/** So long calls are signed with the former secret too. */
const FORMER_HOURS = 24;

/** When the secret was made, and until when the one before is valid. */
export interface WebhookSecretInfo {
  rotatedAt: Date;
  formerUntil: Date | null;
}

/** The secret with which a workspace's calls are signed. Encrypted at rest, shown once. */
@Injectable()
export class WebhookSecrets {
  private readonly box: SecretBox;

  constructor(
    private readonly database: Database,
    private readonly secrets: WebhookSecretsRepository,
    private readonly audit: AuditService,
    settings: Settings,
  ) {
    this.box = new SecretBox(settings.secret, 'webhook-secret');
  }

  /** Null before the first call or rotation. */
  async describe(workspaceId: string, now = new Date()): Promise<WebhookSecretInfo | null> {
    const row = await this.secrets.find(workspaceId);
    return row && infoOf(row, now);
  }

  /** Makes a new secret and shows it this once; the one before stays valid for a day. */
  async rotate(actor: Actor): Promise<WebhookSecretInfo & { secret: string }> {
    const { workspaceId } = actor;
    const secret = newSecret();
    return this.database.transaction(async () => {
      const row = await this.secrets.rotate(workspaceId, this.box.seal(secret, workspaceId), FORMER_HOURS);
      await this.audit.record(actor, {
        action: 'webhook-secret.rotated',
        targetKind: 'workspace',
        targetId: workspaceId,
      });
      return { ...infoOf(row, new Date()), secret };
    });
  }

  /** What to sign with now: the newest first. Makes the first one. */
  async current(workspaceId: string, now = new Date()): Promise<string[]> {
    let row = await this.secrets.find(workspaceId);
    if (row === null) {
      await this.secrets.insert(workspaceId, this.box.seal(newSecret(), workspaceId));
      row = await this.secrets.find(workspaceId);
    }
    if (row === null) return [];
    const former = infoOf(row, now).formerUntil === null ? null : row.formerBox;
    return [row.secretBox, ...(former === null ? [] : [former])].map((box) =>
      this.box.open(box, workspaceId),
    );
  }
}

function infoOf({ rotatedAt, formerUntil }: SecretRow, now: Date): WebhookSecretInfo {
  return { rotatedAt, formerUntil: formerUntil !== null && formerUntil > now ? formerUntil : null };
}
