import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { Role } from './scopes';
import { SESSION_LIFETIME } from './session-lifetime';

/** Who a valid session belongs to. `role` is null when the user has left the session's workspace. */
export interface SessionOwner {
  userId: string;
  userName: string;
  workspaceId: string | null;
  role: Role | null;
}

/** A live session, for its owner's list of devices. */
export interface Session {
  /** Hex of the stored hash; says nothing about the cookie. */
  id: string;
  createdAt: Date;
  lastSeenAt: Date;
  /** End in any case; without requests it ends earlier. */
  expiresAt: Date;
  ip: string | null;
  userAgent: string;
}

const LIVE = `s.expires_at > now() AND s.last_seen_at > now() - make_interval(secs => ${SESSION_LIFETIME.idleSeconds})`;

@Injectable()
export class SessionsRepository {
  constructor(private readonly database: Database) {}

  async insert(
    idHash: Buffer,
    session: { userId: string; workspaceId: string; ip: string | null; userAgent: string },
  ): Promise<void> {
    await this.database.execute(
      `INSERT INTO sessions (id_hash, user_id, workspace_id, expires_at, ip, user_agent)
       VALUES ($1, $2, $3, now() + make_interval(secs => $4), $5, $6)`,
      [
        idHash,
        session.userId,
        session.workspaceId,
        SESSION_LIFETIME.absoluteSeconds,
        session.ip,
        session.userAgent,
      ],
    );
  }

  /** The owner of a live session. */
  async findOwner(idHash: Buffer): Promise<(SessionOwner & { isStale: boolean }) | null> {
    return this.database.queryOne<SessionOwner & { isStale: boolean }>(
      `SELECT s.user_id AS "userId", u.name AS "userName", s.workspace_id AS "workspaceId", m.role,
              s.last_seen_at < now() - interval '1 minute' AS "isStale"
       FROM sessions s JOIN users u ON u.id = s.user_id
       LEFT JOIN memberships m ON m.user_id = s.user_id AND m.workspace_id = s.workspace_id
       WHERE s.id_hash = $1 AND ${LIVE}`,
      [idHash],
    );
  }

  /** Written at most once a minute: otherwise each request would write. */
  async touch(idHash: Buffer): Promise<void> {
    await this.database.execute(
      `UPDATE sessions SET last_seen_at = now() WHERE id_hash = $1 AND last_seen_at < now() - interval '1 minute'`,
      [idHash],
    );
  }

  /** False when the session's user is not a member of that workspace. */
  async switchWorkspace(idHash: Buffer, workspaceId: string): Promise<boolean> {
    const touched = await this.database.execute(
      `UPDATE sessions s SET workspace_id = m.workspace_id FROM memberships m
       WHERE s.id_hash = $1 AND m.user_id = s.user_id AND m.workspace_id = $2`,
      [idHash, workspaceId],
    );
    return touched > 0;
  }

  async listOfUser(userId: string): Promise<Session[]> {
    return this.database.query<Session>(
      `SELECT encode(s.id_hash, 'hex') AS id, s.created_at AS "createdAt", s.last_seen_at AS "lastSeenAt",
              s.expires_at AS "expiresAt", host(s.ip) AS ip, s.user_agent AS "userAgent"
       FROM sessions s WHERE s.user_id = $1 AND ${LIVE} ORDER BY s.last_seen_at DESC, s.id_hash`,
      [userId],
    );
  }

  /** Ends one session of the user; false when there is none. */
  async delete(userId: string, idHash: Buffer): Promise<boolean> {
    const sql = 'DELETE FROM sessions WHERE user_id = $1 AND id_hash = $2';
    return (await this.database.execute(sql, [userId, idHash])) > 0;
  }

  async deleteOthers(userId: string, keptIdHash: Buffer | null): Promise<number> {
    return this.database.execute(
      'DELETE FROM sessions WHERE user_id = $1 AND ($2::bytea IS NULL OR id_hash <> $2)',
      [userId, keptIdHash],
    );
  }

  /** Ends the sessions in which the user works in this workspace. */
  async deleteOfMember(workspaceId: string, userId: string): Promise<void> {
    await this.database.execute('DELETE FROM sessions WHERE workspace_id = $1 AND user_id = $2', [
      workspaceId,
      userId,
    ]);
  }

  /** Forgets sessions that have ended; returns how many. */
  async deleteEnded(): Promise<number> {
    return this.database.execute(`DELETE FROM sessions s WHERE NOT (${LIVE})`);
  }
}
