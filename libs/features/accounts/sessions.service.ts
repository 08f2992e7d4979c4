import { Injectable } from '@nestjs/common';
import { DomainError, notFound } from '@platform/errors';
import { noWorkspace, sessionEnded } from './accounts.errors';
import type { Actor } from './actor';
import { scopesOf, type Role } from './scopes';
import { hashToken, newToken } from './secret-token';
import { SessionsRepository, type Session } from './sessions.repository';
import { WorkspacesRepository } from './workspaces.repository';

const SESSION_ID = /^[0-9a-f]{64}$/;

export interface NewSession {
  userId: string;
  workspaceId: string;
  ip: string | null;
  userAgent: string;
}

/** The person behind a session cookie. */
export interface SessionIdentity {
  actor: Actor & { kind: 'user'; id: string };
  role: Role;
  sessionId: string;
}

/** Server-side sessions: the cookie holds 256 random bits, the table their hash. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly workspaces: WorkspacesRepository,
  ) {}

  /** Starts a session and returns what goes into the cookie. */
  async start(session: NewSession): Promise<string> {
    const token = newToken();
    await this.sessions.insert(hashToken(token), { ...session, userAgent: session.userAgent.slice(0, 500) });
    return token;
  }

  /** Who sends this cookie. Throws `session.ended`, or `login.no-workspace` for people without any membership. */
  async authenticate(token: string, ip: string | null): Promise<SessionIdentity> {
    const idHash = hashToken(token);
    const owner = await this.sessions.findOwner(idHash);
    if (!owner) throw sessionEnded();
    if (owner.isStale) await this.sessions.touch(idHash);
    if (owner.workspaceId === null || owner.role === null) throw noWorkspace();
    return {
      actor: {
        kind: 'user',
        id: owner.userId,
        name: owner.userName,
        workspaceId: owner.workspaceId,
        scopes: scopesOf(owner.role),
        ip,
      },
      role: owner.role,
      sessionId: idHash.toString('hex'),
    };
  }

  /** Lets the session work in another workspace of its user. Others behave as not existing. */
  async switchWorkspace(session: { userId: string; sessionId: string }, workspaceId: string): Promise<void> {
    const memberships = await this.workspaces.listOfUser(session.userId);
    if (!memberships.some(({ id }) => id === workspaceId)) {
      throw new DomainError({
        code: 'workspace.not-found',
        kind: 'not-found',
        message: `You are not a member of a workspace with the id ${workspaceId}.`,
      });
    }
    await this.sessions.setWorkspace(Buffer.from(session.sessionId, 'hex'), workspaceId);
  }

  /** The user's live sessions on all devices, the last used first. */
  async listOfUser(userId: string): Promise<Session[]> {
    return this.sessions.listOfUser(userId);
  }

  async end(userId: string, sessionId: string): Promise<void> {
    const isEnded =
      SESSION_ID.test(sessionId) && (await this.sessions.delete(userId, Buffer.from(sessionId, 'hex')));
    if (!isEnded) throw notFound('session', sessionId);
  }

  /** Ends the session of a cookie, whoever it belongs to; nothing happens when there is none. */
  async endByToken(token: string): Promise<void> {
    const idHash = hashToken(token);
    const owner = await this.sessions.findOwner(idHash);
    if (owner) await this.sessions.delete(owner.userId, idHash);
  }

  /** Ends all sessions of the user but one; returns how many. */
  async endOthers(userId: string, keptSessionId: string | null): Promise<number> {
    return this.sessions.deleteOthers(
      userId,
      keptSessionId === null ? null : Buffer.from(keptSessionId, 'hex'),
    );
  }
}
