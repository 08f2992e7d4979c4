import { Injectable } from '@nestjs/common';
import { UsersService, WorkspacesService, type Actor } from '@features/accounts';
import { toMeView, type MeView } from './me.views';

/** Describes a caller: person or key, workspace and scopes. */
@Injectable()
export class MeService {
  constructor(
    private readonly users: UsersService,
    private readonly workspaces: WorkspacesService,
  ) {}

  async describe(actor: Actor): Promise<MeView> {
    if (actor.kind !== 'user' || actor.id === null) return toMeView(actor, { user: null, workspaces: [] });
    const [user, workspaces] = await Promise.all([
      this.users.get(actor.id),
      this.workspaces.listOfUser(actor.id),
    ]);
    return toMeView(actor, { user, workspaces });
  }
}
