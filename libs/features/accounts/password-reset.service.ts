import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { notFound } from '@platform/errors';
import { systemActor } from './actor';
import { AuditService } from './audit.service';
import { SessionsService } from './sessions.service';
import { UsersService } from './users.service';
import { WorkspacesService } from './workspaces.service';

/** A new password for somebody who forgot theirs, by whoever runs the installation. */
@Injectable()
export class PasswordResetService {
  constructor(
    private readonly database: Database,
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
    private readonly workspaces: WorkspacesService,
    private readonly audit: AuditService,
  ) {}

  /**
   * Sets the password and ends all sessions of the user; the audit trail of each of their workspaces tells. Returns how many sessions were ended.
   * Throws `user.not-found`, `user.password-weak`.
   */
  async reset(email: string, password: string, by: string): Promise<number> {
    const user = await this.users.findByEmail(email);
    if (!user) throw notFound('user', email);
    const passwordHash = await this.users.hashNewPassword('/password', password, user.email);
    return this.database.transaction(async () => {
      await this.users.storePassword(user.id, passwordHash);
      const endedSessions = await this.sessions.endOthers(user.id, null);
      for (const { id } of await this.workspaces.listOfUser(user.id)) {
        await this.audit.record(systemActor(id, by), {
          action: 'user.password-reset',
          targetKind: 'user',
          targetId: user.id,
          details: { endedSessions },
        });
      }
      return endedSessions;
    });
  }
}
