import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { WorkspacesService, type Actor } from '@features/accounts';
import { CurrentActor, RequireScope } from '../http';
import { UpdateWorkspaceDto } from './workspaces.dto';
import { toWorkspaceView, type WorkspaceView } from './workspaces.views';

@ApiTags('workspaces')
@Controller('v1/workspace')
export class WorkspaceController {
  constructor(private readonly workspaces: WorkspacesService) {}

  /** The workspace of this session or key. */
  @Get()
  @RequireScope('workspace:read')
  async get(@CurrentActor() actor: Actor): Promise<WorkspaceView> {
    return toWorkspaceView(await this.workspaces.get(actor.workspaceId));
  }

  /** Changes its settings. */
  @Patch()
  @RequireScope('workspace:admin')
  async update(@CurrentActor() actor: Actor, @Body() body: UpdateWorkspaceDto): Promise<WorkspaceView> {
    return toWorkspaceView(await this.workspaces.update(actor, body));
  }
}
