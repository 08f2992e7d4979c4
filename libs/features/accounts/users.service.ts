import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { invalidField, notFound } from '@platform/errors';
import { parseEmailAddress } from '@platform/mail';
import { idCursor, toPage, type Page, type PageRequest } from '@platform/paging';
import type { Actor } from './actor';
import { AuditService } from './audit.service';
import { PasswordHasher } from './password-hasher';
import { passwordProblem } from './password-rules';
import type { Role } from './scopes';
import type { User } from './user.entity';
import { UsersRepository, type Member } from './users.repository';

/** A new user. */
export interface NewUser {
  email: string;
  name: string;
  password: string;
}

/** A person to add to a workspace: `password` is needed only when no user has the address yet. */
export interface NewMember {
  email: string;
  name?: string;
  password?: string;
  role: Role;
}

/** People and their own account. What they may do in a workspace is in `MembersService`. */
@Injectable()
export class UsersService {
  constructor(
    private readonly database: Database,
    private readonly users: UsersRepository,
    private readonly hasher: PasswordHasher,
    private readonly audit: AuditService,
  ) {}

  /** True while nobody can sign in yet. */
  async isSetupNeeded(): Promise<boolean> {
    return !(await this.users.hasUsers());
  }

  /** A user without any workspace; throws `user.email-taken` and errors that point at `/email` or `/password`. */
  async create(input: NewUser): Promise<User> {
    const parsed = parseEmailAddress(input.email);
    if (!parsed.ok)
      throw invalidField('/email', 'user.email-invalid', `This address is not usable: it ${parsed.reason}.`);
    const passwordHash = await this.hashNewPassword('/password', input.password, parsed.address);
    const userId = await this.users.insert({
      email: parsed.address,
      emailKey: parsed.key,
      name: input.name.trim() || parsed.address,
      passwordHash,
    });
    return this.get(userId);
  }

  async get(userId: string): Promise<User> {
    const user = await this.users.find(userId);
    if (!user) throw notFound('user', userId);
    return user;
  }

  /** Null for addresses that no user has. */
  async findByEmail(email: string): Promise<User | null> {
    const parsed = parseEmailAddress(email);
    return parsed.ok ? this.users.findByKey(parsed.key) : null;
  }

  async listMembers(workspaceId: string, page: PageRequest): Promise<Page<Member>> {
    const rows = await this.users.listMembers(workspaceId, idCursor(page), page.limit + 1);
    return toPage(rows, page.limit, { item: (member) => member, cursor: (member) => [member.id] });
  }

  async getMember(workspaceId: string, userId: string): Promise<Member> {
    const member = await this.users.findMember(workspaceId, userId);
    if (!member) throw notFound('user', userId);
    return member;
  }

  async rename(actor: Actor & { id: string }, name: string): Promise<void> {
    await this.database.transaction(async () => {
      await this.users.updateName(actor.id, name);
      await this.audit.record(actor, { action: 'user.renamed', targetKind: 'user', targetId: actor.id });
    });
  }

  /** The hash of a new password; throws an error at `pointer` when it breaks the rules of `passwordProblem`. */
  async hashNewPassword(pointer: string, password: string, email: string): Promise<string> {
    const problem = passwordProblem(password, email);
    if (problem !== null) throw invalidField(pointer, 'user.password-weak', problem);
    return this.hasher.hash(password);
  }

  async storePassword(userId: string, passwordHash: string): Promise<void> {
    await this.users.updatePassword(userId, passwordHash);
  }
}
