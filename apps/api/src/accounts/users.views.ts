import type { Member, Role } from '@features/accounts';
import { PageOf } from '../http';

/** A member of the workspace. */
export class UserView {
  /** Id of the user. */
  id!: string;
  /** Address for signing in. */
  email!: string;
  /** Name shown to colleagues. */
  name!: string;
  /** What the user may do in this workspace. */
  role!: Role;
  /** When the user was added to this workspace. */
  createdAt!: Date;
  /** Last sign-in, in any workspace; null before the first. */
  lastSignedInAt!: Date | null;
}

export class UserPageView extends PageOf(UserView) {}

export function toUserView(member: Member): UserView {
  const { id, email, name, role, createdAt, lastSignedInAt } = member;
  return { id, email, name, role, createdAt, lastSignedInAt };
}
