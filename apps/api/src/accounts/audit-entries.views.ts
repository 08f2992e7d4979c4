import type { AuditEntry } from '@features/accounts';
import { PageOf } from '../http';

/** One line of the audit trail, which can only grow. */
export class AuditEntryView {
  /** Id of the entry; later ones are greater. */
  id!: string;
  /** When it happened. */
  createdAt!: Date;
  /**
   * What was done.
   * @example workspace.updated
   */
  action!: string;
  /** Kind of the thing it was done to. */
  targetKind!: string;
  /** Id of that thing; null when it concerns many. */
  targetId!: string | null;
  /** Who did it: a user, an API key, a contact or the program itself. */
  actorKind!: 'user' | 'api-key' | 'contact' | 'system';
  /** Id of the user or the API key; null otherwise. */
  actorId!: string | null;
  /** Name of the actor at that time. */
  actorName!: string;
  /** Address the request came from; null for the program itself. */
  ip!: string | null;
  /** Small facts that depend on the action, such as the new values. */
  details!: Record<string, unknown>;
}

export class AuditEntryPageView extends PageOf(AuditEntryView) {}

export function toAuditEntryView(entry: AuditEntry): AuditEntryView {
  const { id, createdAt, action, targetKind, targetId, actorKind, actorId, actorName, ip, details } = entry;
  return { id, createdAt, action, targetKind, targetId, actorKind, actorId, actorName, ip, details };
}
