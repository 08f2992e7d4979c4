import { Injectable } from '@nestjs/common';
import { Database, translateViolations } from '@platform/database';
import { alreadyMember, emailTaken } from './accounts.errors';
import type { Role } from './scopes';
import { User } from './user.entity';

/** Serialises the first set-up over all processes ("SETU"). */
const SETUP_LOCK = 0x53455455;

/** A user as a member of one workspace. */
export interface Member {
  id: string;
  email: string;
  name: string;
  role: Role;
  /** When the user became a member. */
  createdAt: Date;
  lastSignedInAt: Date | null;
}

const MEMBER_COLUMNS = `u.id, u.email, u.name, m.role, m.created_at AS "createdAt", u.last_signed_in_at AS "lastSignedInAt"`;

/** Users and their memberships. */
@Injectable()
export class UsersRepository {
  constructor(private readonly database: Database) {}

  /** Until the transaction ends no other one passes here; then says whether any user exists. */
  async lockSetupAndCheckUsers(): Promise<boolean> {
    await this.database.query('SELECT pg_advisory_xact_lock($1)', [SETUP_LOCK]);
    return this.hasUsers();
  }

  async hasUsers(): Promise<boolean> {
    return (await this.database.queryOne('SELECT 1 AS found FROM users LIMIT 1')) !== null;
  }

  async find(userId: string): Promise<User | null> {
    return this.database.repository(User).findOneBy({ id: userId });
  }

  async findByKey(emailKey: string): Promise<User | null> {
    return this.database.repository(User).findOneBy({ emailKey });
  }

  async insert(user: Pick<User, 'email' | 'emailKey' | 'name' | 'passwordHash'>): Promise<string> {
    return translateViolations({ uq_users_email: emailTaken }, async () => {
      const { identifiers } = await this.database.repository(User).insert({ ...user });
      return identifiers[0]!.id as string;
    });
  }

  async updateName(userId: string, name: string): Promise<void> {
    await this.database.repository(User).update({ id: userId }, { name });
  }

  async updatePassword(userId: string, passwordHash: string): Promise<void> {
    await this.database.repository(User).update({ id: userId }, { passwordHash });
  }

  async touchSignedIn(userId: string): Promise<void> {
    await this.database.execute('UPDATE users SET last_signed_in_at = now() WHERE id = $1', [userId]);
  }

  async listMembers(workspaceId: string, after: string | null, limit: number): Promise<Member[]> {
    return this.database.query<Member>(
      `SELECT ${MEMBER_COLUMNS} FROM memberships m JOIN users u ON u.id = m.user_id
       WHERE m.workspace_id = $1 AND ($2::uuid IS NULL OR m.user_id > $2) ORDER BY m.user_id LIMIT $3`,
      [workspaceId, after, limit],
    );
  }

  /** Whether both are members of at least one workspace. */
  async shareWorkspace(userId: string, otherUserId: string): Promise<boolean> {
    const row = await this.database.queryOne<{ shared: boolean }>(
      `SELECT EXISTS (SELECT FROM memberships a JOIN memberships b ON b.workspace_id = a.workspace_id
         WHERE a.user_id = $1 AND b.user_id = $2) AS shared`,
      [userId, otherUserId],
    );
    return row?.shared ?? false;
  }

  async findMember(workspaceId: string, userId: string): Promise<Member | null> {
    return this.database.queryOne<Member>(
      `SELECT ${MEMBER_COLUMNS} FROM memberships m JOIN users u ON u.id = m.user_id
       WHERE m.workspace_id = $1 AND m.user_id = $2`,
      [workspaceId, userId],
    );
  }

  async insertMembership(workspaceId: string, userId: string, role: Role): Promise<void> {
    await translateViolations({ pk_memberships: alreadyMember }, () =>
      this.database.execute('INSERT INTO memberships (workspace_id, user_id, role) VALUES ($1, $2, $3)', [
        workspaceId,
        userId,
        role,
      ]),
    );
  }

  async updateRole(workspaceId: string, userId: string, role: Role): Promise<void> {
    await this.database.execute('UPDATE memberships SET role = $3 WHERE workspace_id = $1 AND user_id = $2', [
      workspaceId,
      userId,
      role,
    ]);
  }

  async deleteMembership(workspaceId: string, userId: string): Promise<void> {
    await this.database.execute('DELETE FROM memberships WHERE workspace_id = $1 AND user_id = $2', [
      workspaceId,
      userId,
    ]);
  }

  /** Ids of all owners, locked until the transaction ends: two owners cannot remove each other at once. */
  async lockOwners(workspaceId: string): Promise<string[]> {
    const rows = await this.database.query<{ userId: string }>(
      `SELECT user_id AS "userId" FROM memberships WHERE workspace_id = $1 AND role = 'owner'
       ORDER BY user_id FOR UPDATE`,
      [workspaceId],
    );
    return rows.map((row) => row.userId);
  }
}
