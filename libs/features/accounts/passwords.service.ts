import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { Actor } from './actor';
import { AuditService } from './audit.service';
import { PasswordCheckService } from './password-check.service';
import { SessionsService } from './sessions.service';
import { UsersService } from './users.service';

export interface PasswordChange {
  currentPassword: string;
  newPassword: string;
  /** The session that asks: the only one that goes on. */
  sessionId: string;
}

/** Changes of a password by its owner. */
@Injectable()
export class PasswordsService {
  constructor(
    private readonly database: Database,
    private readonly users: UsersService,
    private readonly check: PasswordCheckService,
    private readonly sessions: SessionsService,
    private readonly audit: AuditService,
  ) {}

  /** Asks for the current password, sets the new one and ends every other session of the user. */
  async change(actor: Actor & { id: string }, input: PasswordChange): Promise<void> {
    const user = await this.users.get(actor.id);
    await this.check.assertCurrent(user, '/currentPassword', input.currentPassword);
    const passwordHash = await this.users.hashNewPassword('/newPassword', input.newPassword, user.email);
    await this.database.transaction(async () => {
      await this.users.storePassword(user.id, passwordHash);
      const endedSessions = await this.sessions.endOthers(user.id, input.sessionId);
      await this.audit.record(actor, {
        action: 'user.password-changed',
        targetKind: 'user',
        targetId: user.id,
        details: { endedSessions },
      });
    });
  }
}
