import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { CheckDomainNow, DomainCatalogue, KeyRotation, SendingDomainsService } from '@features/senders';
import { CurrentActor, ParseUuidPipe, RequireScope } from '../http';
import { CreateSendingDomainDto, RotateKeysDto, UpdateSendingDomainDto } from './sending-domains.dto';
import { SendingDomainListView, SendingDomainView, toSendingDomainView } from './sending-domains.views';
import { toWarmUpPlan } from './to-warm-up-plan';

@ApiTags('senders')
@Controller('v1/sending-domains')
export class SendingDomainsController {
  constructor(
    private readonly catalogue: DomainCatalogue,
    private readonly domains: SendingDomainsService,
    private readonly rotation: KeyRotation,
    private readonly checks: CheckDomainNow,
  ) {}

  /** All domains that the workspace sends from, by name, at most 100. */
  @Get()
  @RequireScope('workspace:read')
  async list(@CurrentActor() actor: Actor): Promise<SendingDomainListView> {
    return { items: (await this.catalogue.list(actor.workspaceId)).map(toSendingDomainView) };
  }

  /** Makes keys for the domain. Domains of senders are added by themselves; one that is there already is given back as it is. */
  @Post()
  @RequireScope('workspace:admin')
  async create(
    @CurrentActor() actor: Actor,
    @Body() body: CreateSendingDomainDto,
  ): Promise<SendingDomainView> {
    return this.view(actor, await this.domains.create(actor, body.domain));
  }

  @Get(':id')
  @RequireScope('workspace:read')
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
  ): Promise<SendingDomainView> {
    return this.view(actor, id);
  }

  @Patch(':id')
  @RequireScope('workspace:admin')
  async update(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() body: UpdateSendingDomainDto,
  ): Promise<SendingDomainView> {
    if (body.warmUp !== undefined) await this.domains.setWarmUp(actor, id, toWarmUpPlan(body.warmUp));
    return this.view(actor, id);
  }

  /** Looks up the records in DNS now, which takes up to 20 seconds. 429 after 60 times within ten minutes. */
  @Post(':id/check')
  @HttpCode(200)
  @RequireScope('workspace:admin')
  async check(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
  ): Promise<SendingDomainView> {
    await this.checks.check(actor, id);
    return this.view(actor, id);
  }

  /**
   * Makes new keys under new names. The former ones sign until the new ones are found in DNS. Their records must stay there for
   * the mail on its way, and are listed until they are removed from the list.
   */
  @Post(':id/rotate-keys')
  @HttpCode(200)
  @RequireScope('workspace:admin')
  async rotateKeys(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() body: RotateKeysDto,
  ): Promise<SendingDomainView> {
    await this.rotation.rotate(actor, id, body);
    return this.view(actor, id);
  }

  /** Takes a former key off the list. 409 for one that signs. */
  @Delete(':id/keys/:selector')
  @HttpCode(204)
  @RequireScope('workspace:admin')
  async removeKey(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Param('selector') selector: string,
  ): Promise<void> {
    await this.domains.removeKey(actor, id, selector);
  }

  /** With its keys, for good. 409 while a sender uses it. */
  @Delete(':id')
  @HttpCode(204)
  @RequireScope('workspace:admin')
  async delete(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<void> {
    await this.domains.delete(actor, id);
  }

  private async view(actor: Actor, id: string): Promise<SendingDomainView> {
    return toSendingDomainView(await this.catalogue.get(actor.workspaceId, id));
  }
}
