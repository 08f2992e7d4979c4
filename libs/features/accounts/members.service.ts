import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { invalidField } from '@platform/errors';
import { lastOwner, ownersOnly, roleBeyondScopes, userElsewhere } from './accounts.errors';
import type { Actor } from './actor';
import { AuditService } from './audit.service';
import { mayManageRole, scopesOf, type Role } from './scopes';
import { SessionsRepository } from './sessions.repository';
import { UsersRepository, type Member } from './users.repository';
import { UsersService, type NewMember } from './users.service';

/** Who works in a workspace, and as what. */
@Injectable()
export class MembersService {
  constructor(
    private readonly database: Database,
    private readonly usersRepository: UsersRepository,
    private readonly users: UsersService,
    private readonly sessions: SessionsRepository,
    private readonly audit: AuditService,
  ) {}

  /**
   * Adds a person to the actor's workspace. Somebody who already is a user keeps name and password; for a new user
   * both are needed. Only owners add owners. A user of other workspaces only may be added by the command line alone:
   * nobody has proved that whoever made that account is the person with the address (`user.elsewhere`).
   */
  async add(actor: Actor, input: NewMember): Promise<Member> {
    await this.assertMayManage(actor, input.role, 'add an owner');
    assertHolds(actor, input.role);
    return this.database.transaction(async () => {
      const existing = await this.users.findByEmail(input.email);
      if (existing && !(await this.mayAddExisting(actor, existing.id))) throw userElsewhere(input.email);
      const user = existing ?? (await this.createUser(input));
      await this.usersRepository.insertMembership(actor.workspaceId, user.id, input.role);
      await this.record(actor, 'user.added', { userId: user.id, details: { role: input.role } });
      return this.users.getMember(actor.workspaceId, user.id);
    });
  }

  private async mayAddExisting(actor: Actor, userId: string): Promise<boolean> {
    if (actor.kind === 'system') return true;
    if (actor.kind !== 'user' || actor.id === null) return false;
    return this.usersRepository.shareWorkspace(actor.id, userId);
  }

  /** Gives a member another role. The last owner stays one. */
  async changeRole(actor: Actor, userId: string, role: Role): Promise<Member> {
    return this.database.transaction(async () => {
      const owners = await this.usersRepository.lockOwners(actor.workspaceId);
      const member = await this.users.getMember(actor.workspaceId, userId);
      if (member.role === role) return member;
      await this.assertMayManage(actor, member.role, 'change the role of an owner');
      await this.assertMayManage(actor, role, 'make somebody an owner');
      assertHolds(actor, role);
      if (member.role === 'owner' && owners.length === 1) throw lastOwner();
      await this.usersRepository.updateRole(actor.workspaceId, userId, role);
      await this.record(actor, 'user.role-changed', { userId, details: { from: member.role, to: role } });
      return { ...member, role };
    });
  }

  /** Ends the membership and the sessions in this workspace; the user and other memberships stay. */
  async remove(actor: Actor, userId: string): Promise<void> {
    await this.database.transaction(async () => {
      const owners = await this.usersRepository.lockOwners(actor.workspaceId);
      const member = await this.users.getMember(actor.workspaceId, userId);
      await this.assertMayManage(actor, member.role, 'remove an owner');
      if (member.role === 'owner' && owners.length === 1) throw lastOwner();
      await this.usersRepository.deleteMembership(actor.workspaceId, userId);
      await this.sessions.deleteOfMember(actor.workspaceId, userId);
      await this.record(actor, 'user.removed', { userId, details: { role: member.role } });
    });
  }

  private async createUser(input: NewMember) {
    if (input.password === undefined) {
      const message = 'password is required: no user has this address yet.';
      throw invalidField('/password', 'required', message);
    }
    return this.users.create({ email: input.email, name: input.name ?? '', password: input.password });
  }

  /** Keys act as admins: they have no owner's rights. The system may do everything. */
  private async assertMayManage(actor: Actor, affected: Role, what: string): Promise<void> {
    if (actor.kind === 'system') return;
    const acting =
      actor.kind === 'user' && actor.id !== null
        ? (await this.users.getMember(actor.workspaceId, actor.id)).role
        : 'admin';
    if (!mayManageRole(acting, affected)) throw ownersOnly(what);
  }

  private async record(
    actor: Actor,
    action: string,
    target: { userId: string; details: Record<string, unknown> },
  ): Promise<void> {
    await this.audit.record(actor, {
      action,
      targetKind: 'user',
      targetId: target.userId,
      details: target.details,
    });
  }
}

/** Nobody can give a role more than they may do themselves; for keys with few scopes that is less than their kind. */
function assertHolds(actor: Actor, role: Role): void {
  const missing = scopesOf(role).filter((scope) => !actor.scopes.includes(scope));
  if (missing.length > 0) throw roleBeyondScopes(role, missing);
}
