import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { UsersService, WorkspacesService, type Actor } from '@features/accounts';
import { CurrentActor, SignedIn } from '../http';
import { toMeView, type MeView } from './me.views';

@ApiTags('session')
@Controller('v1/me')
export class MeController {
  constructor(
    private readonly users: UsersService,
    private readonly workspaces: WorkspacesService,
  ) {}

  /** Who the session or API key belongs to, and what it may do. */
  @Get()
  @SignedIn()
  async get(@CurrentActor() actor: Actor): Promise<MeView> {
    if (actor.kind !== 'user' || actor.id === null) return toMeView(actor, { user: null, workspaces: [] });
    const [user, workspaces] = await Promise.all([
      this.users.get(actor.id),
      this.workspaces.listOfUser(actor.id),
    ]);
    return toMeView(actor, { user, workspaces });
  }
}
