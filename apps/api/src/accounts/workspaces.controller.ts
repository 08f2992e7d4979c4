import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { WorkspacesService, type Actor } from '@features/accounts';
import { CurrentActor, SignedIn } from '../http';
import { CreateWorkspaceDto } from './workspaces.dto';
import { toWorkspaceView, type WorkspaceListView, type WorkspaceView } from './workspaces.views';

@ApiTags('workspaces')
@Controller('v1/workspaces')
@SignedIn({ as: 'user' })
export class WorkspacesController {
  constructor(private readonly workspaces: WorkspacesService) {}

  /** The workspaces of which the caller is a member. */
  @Get()
  async list(@CurrentActor() actor: Actor & { id: string }): Promise<WorkspaceListView> {
    return { items: await this.workspaces.listOfUser(actor.id) };
  }

  /** Makes a further workspace with the caller as its owner. The session stays where it is. */
  @Post()
  async create(@CurrentActor() actor: Actor, @Body() body: CreateWorkspaceDto): Promise<WorkspaceView> {
    return toWorkspaceView(await this.workspaces.createAsOwner(actor, body));
  }
}
