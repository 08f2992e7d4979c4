import type { Actor, Role, Scope, User, WorkspaceMembership } from '@features/accounts';

/** A workspace that the caller may work in. */
export class MyWorkspaceView {
  /** Id of the workspace. */
  id!: string;
  /** Short name for addresses and commands. */
  slug!: string;
  /** Name shown to people. */
  name!: string;
  /** What the caller is there. */
  role!: Role;
}

/** The person behind a session. */
export class MyUserView {
  /** Id of the user. */
  id!: string;
  /** Address for signing in. */
  email!: string;
  /** Name shown to colleagues. */
  name!: string;
}

/** Who is calling, where, and what they may do. */
export class MeView {
  /** `user` for a session, `api-key` for a key. */
  kind!: 'user' | 'api-key' | 'system';
  /** Name of the user or the key. */
  name!: string;
  /** Id of the workspace that all calls of this session or key work in. */
  workspaceId!: string;
  /** What the caller may do. */
  scopes!: Scope[];
  /** The user; null for API keys. */
  user!: MyUserView | null;
  /** The workspaces between which the user may switch; empty for API keys. */
  workspaces!: MyWorkspaceView[];
}

/** `user` and `workspaces` belong to people only. */
export function toMeView(
  actor: Actor,
  person: { user: User | null; workspaces: WorkspaceMembership[] },
): MeView {
  const { user } = person;
  return {
    kind: actor.kind,
    name: actor.name,
    workspaceId: actor.workspaceId,
    scopes: [...actor.scopes],
    user: user && { id: user.id, email: user.email, name: user.name },
    workspaces: person.workspaces.map(({ id, slug, name, role }) => ({ id, slug, name, role })),
  };
}
