import { Injectable } from '@nestjs/common';
import { notFound } from '@platform/errors';
import { notMember, noWorkspace, sessionEnded } from './accounts.errors';
import type { Actor } from './actor';
import { scopesOf } from './scopes';
import { hashToken, newToken } from './secret-token';
import { SessionsRepository, type Session } from './sessions.repository';

const SESSION_ID = /^[0-9a-f]{64}$/;

export interface NewSession {
  userId: string;
  workspaceId: string;
  ip: string | null;
  userAgent: string;
}

export type UserActor = Actor & { kind: 'user'; id: string };

/** The person behind a session cookie. */
export interface SessionIdentity {
  actor: UserActor;
  sessionId: string;
}

/** Server-side sessions: the cookie holds 256 random bits, the table their hash. */
@Injectable()
export class SessionsService {
  constructor(private readonly sessions: SessionsRepository) {}

  /** Starts a session and returns what goes into the cookie. */
  async start(session: NewSession): Promise<string> {
    const token = newToken();
    await this.sessions.insert(hashToken(token), { ...session, userAgent: session.userAgent.slice(0, 500) });
    return token;
  }

  /** Who sends this cookie. Throws `session.ended`, or `login.no-workspace` for people without any membership. */
  async authenticate(token: string, ip: string | null): Promise<SessionIdentity> {
    const idHash = hashToken(token);
    const { owner, actor } = await this.identify(idHash, ip);
    if (owner.isStale) await this.sessions.touch(idHash);
    return { actor, sessionId: idHash.toString('hex') };
  }

  /** Lets the session go on in another workspace of its user; others behave as not existing. */
  async switchWorkspace(
    sessionId: string,
    to: { workspaceId: string; ip: string | null },
  ): Promise<UserActor> {
    const idHash = Buffer.from(sessionId, 'hex');
    if (!(await this.sessions.switchWorkspace(idHash, to.workspaceId))) throw notMember(to.workspaceId);
    return (await this.identify(idHash, to.ip)).actor;
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

  private async identify(idHash: Buffer, ip: string | null) {
    const owner = await this.sessions.findOwner(idHash);
    if (!owner) throw sessionEnded();
    if (owner.workspaceId === null || owner.role === null) throw noWorkspace();
    const actor: UserActor = {
      kind: 'user',
      id: owner.userId,
      name: owner.userName,
      workspaceId: owner.workspaceId,
      scopes: scopesOf(owner.role),
      ip,
    };
    return { owner, actor };
  }
}
