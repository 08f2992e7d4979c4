import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { SendersService } from '@features/senders';
import { CurrentActor, ParseUuidPipe, RequireScope } from '../http';
import { CreateSenderDto, UpdateSenderDto } from './senders.dto';
import { SenderListView, SenderView, toSenderView } from './senders.views';

@ApiTags('senders')
@Controller('v1/senders')
export class SendersController {
  constructor(private readonly senders: SendersService) {}

  /** All senders of the workspace, the default first. */
  @Get()
  @RequireScope('campaigns:read')
  async list(@CurrentActor() actor: Actor): Promise<SenderListView> {
    return { items: (await this.senders.list(actor.workspaceId)).map(toSenderView) };
  }

  @Post()
  @RequireScope('campaigns:write')
  async create(@CurrentActor() actor: Actor, @Body() body: CreateSenderDto): Promise<SenderView> {
    return toSenderView(await this.senders.create(actor, body));
  }

  @Get(':id')
  @RequireScope('campaigns:read')
  async get(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<SenderView> {
    return toSenderView(await this.senders.get(actor.workspaceId, id));
  }

  @Patch(':id')
  @RequireScope('campaigns:write')
  async update(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() body: UpdateSenderDto,
  ): Promise<SenderView> {
    return toSenderView(await this.senders.update(actor, id, body));
  }

  /** 409 while a campaign uses it. */
  @Delete(':id')
  @HttpCode(204)
  @RequireScope('campaigns:write')
  async delete(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<void> {
    await this.senders.delete(actor, id);
  }
}
