import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { MailServers, SmtpServersService } from '@features/smtp-servers';
import { CurrentActor, ParseUuidPipe, RequireScope } from '../http';
import { CreateSmtpServerDto, UpdateSmtpServerDto } from './smtp-servers.dto';
import {
  SmtpServerListView,
  SmtpServerView,
  toSmtpServerListView,
  toSmtpServerView,
} from './smtp-servers.views';

@ApiTags('smtp-servers')
@Controller('v1/smtp-servers')
export class SmtpServersController {
  constructor(
    private readonly servers: SmtpServersService,
    private readonly runtime: MailServers,
  ) {}

  /** The mail servers of the workspace, by name, at most 50, and the installation's, which takes the mail when there are none. */
  @Get()
  @RequireScope('workspace:read')
  async list(@CurrentActor() actor: Actor): Promise<SmtpServerListView> {
    const servers = await this.servers.list(actor.workspaceId);
    return toSmtpServerListView(servers, this.runtime.installation, actor);
  }

  /** Adds a server; it gets mail within seconds, so test it first. */
  @Post()
  @RequireScope('workspace:admin')
  async create(@CurrentActor() actor: Actor, @Body() body: CreateSmtpServerDto): Promise<SmtpServerView> {
    return toSmtpServerView(await this.servers.create(actor, body), actor);
  }

  @Get(':id')
  @RequireScope('workspace:read')
  async get(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<SmtpServerView> {
    return toSmtpServerView(await this.servers.get(actor.workspaceId, id), actor);
  }

  /**
   * Workers follow within three seconds. The password must be given again when host or port change, the check of the
   * certificate is switched off, or encryption is.
   */
  @Patch(':id')
  @RequireScope('workspace:admin')
  async update(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() body: UpdateSmtpServerDto,
  ): Promise<SmtpServerView> {
    return toSmtpServerView(await this.servers.update(actor, id, body), actor);
  }

  /** Mail under way is finished; what waits goes through the workspace's other servers, or the installation's. */
  @Delete(':id')
  @HttpCode(204)
  @RequireScope('workspace:admin')
  async delete(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<void> {
    await this.servers.delete(actor, id);
  }
}
