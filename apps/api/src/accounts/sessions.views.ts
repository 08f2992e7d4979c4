import type { Session } from '@features/accounts';

/** A device on which the user is signed in. */
export class SessionView {
  /** Names the session for ending it; is of no use for signing in. */
  id!: string;
  /** True for the session that asks. */
  isCurrent!: boolean;
  /** When the user signed in. */
  createdAt!: Date;
  /** Last request, accurate to a minute. */
  lastSeenAt!: Date;
  /** Ends then in any case, and earlier after 14 days without a request. */
  expiresAt!: Date;
  /** Address at sign-in. */
  ip!: string | null;
  /** Browser at sign-in, as it names itself. */
  userAgent!: string;
}

/** The user's sessions: never so many that they need pages. */
export class SessionListView {
  /** The last used first. */
  items!: SessionView[];
}

export function toSessionView(session: Session, currentId: string): SessionView {
  const { id, createdAt, lastSeenAt, expiresAt, ip, userAgent } = session;
  return { id, isCurrent: id === currentId, createdAt, lastSeenAt, expiresAt, ip, userAgent };
}
