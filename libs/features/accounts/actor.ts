import { SCOPES, type Scope } from './scopes';

/** Who does something, in which workspace, and what they may do there. Services take it first and audit with it. */
export interface Actor {
  kind: 'user' | 'api-key' | 'system';
  /** User or API key id; null for the system. */
  id: string | null;
  /** As it is shown in the audit trail. */
  name: string;
  workspaceId: string;
  scopes: readonly Scope[];
  /** Address the request came from; null for the system. */
  ip: string | null;
}

/** The program itself: commands, seeds, scheduled work. May do everything in `workspaceId`. */
export function systemActor(workspaceId: string, name = 'system'): Actor {
  return { kind: 'system', id: null, name, workspaceId, scopes: SCOPES, ip: null };
}
