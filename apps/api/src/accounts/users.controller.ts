import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { MembersService, UsersService, type Actor } from '@features/accounts';
import { CurrentActor, PageQueryDto, ParseUuidPipe, RequireScope, toPageView } from '../http';
import { AddUserDto, UpdateUserDto } from './users.dto';
import { toUserView, type UserPageView, type UserView } from './users.views';

@ApiTags('users')
@Controller('v1/users')
export class UsersController {
  constructor(
    private readonly users: UsersService,
    private readonly members: MembersService,
  ) {}

  /** The members of the workspace. */
  @Get()
  @RequireScope('workspace:read')
  async list(@CurrentActor() actor: Actor, @Query() page: PageQueryDto): Promise<UserPageView> {
    return toPageView(await this.users.listMembers(actor.workspaceId, page), toUserView);
  }

  /** One member. */
  @Get(':id')
  @RequireScope('workspace:read')
  async get(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<UserView> {
    return toUserView(await this.users.getMember(actor.workspaceId, id));
  }

  /** Adds a person to the workspace: a new user with a first password, or one who already is a user. */
  @Post()
  @RequireScope('workspace:admin')
  async create(@CurrentActor() actor: Actor, @Body() body: AddUserDto): Promise<UserView> {
    return toUserView(await this.members.add(actor, body));
  }

  /** Gives a member another role. The last owner stays one (422). */
  @Patch(':id')
  @RequireScope('workspace:admin')
  async update(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() body: UpdateUserDto,
  ): Promise<UserView> {
    return toUserView(await this.members.changeRole(actor, id, body.role));
  }

  /** Removes a member from the workspace and signs them out of it. The last owner stays (422). */
  @Delete(':id')
  @HttpCode(204)
  @RequireScope('workspace:admin')
  async delete(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<void> {
    await this.members.remove(actor, id);
  }
}
