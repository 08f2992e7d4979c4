import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { alreadySetUp } from './accounts.errors';
import { AuditService } from './audit.service';
import { scopesOf } from './scopes';
import type { User } from './user.entity';
import { UsersRepository } from './users.repository';
import { UsersService, type NewUser } from './users.service';
import type { Workspace } from './workspace.entity';
import { WorkspacesService, type NewWorkspace } from './workspaces.service';

export interface Setup {
  workspace: NewWorkspace;
  owner: NewUser;
}

/** The first workspace and its owner. */
@Injectable()
export class SetupService {
  constructor(
    private readonly database: Database,
    private readonly usersRepository: UsersRepository,
    private readonly users: UsersService,
    private readonly workspaces: WorkspacesService,
    private readonly audit: AuditService,
  ) {}

  /** True while no user exists. */
  async isNeeded(): Promise<boolean> {
    return !(await this.usersRepository.hasUsers());
  }

  /** Creates both, once: of two simultaneous calls one gets `setup.done`. */
  async run(input: Setup, ip: string | null): Promise<{ workspace: Workspace; owner: User }> {
    return this.database.transaction(async () => {
      if (await this.usersRepository.lockSetupAndCheckUsers()) throw alreadySetUp();
      const workspace = await this.workspaces.create(input.workspace);
      const owner = await this.users.create(input.owner);
      await this.usersRepository.insertMembership(workspace.id, owner.id, 'owner');
      await this.audit.record(
        {
          kind: 'user',
          id: owner.id,
          name: owner.name,
          workspaceId: workspace.id,
          scopes: scopesOf('owner'),
          ip,
        },
        {
          action: 'workspace.created',
          targetKind: 'workspace',
          targetId: workspace.id,
          details: { setup: true },
        },
      );
      return { workspace, owner };
    });
  }
}
