import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { DomainCatalogue } from '@features/senders';
import { SendingUsage } from '@features/sending-limits';
import { SmtpServersService } from '@features/smtp-servers';
import { CurrentActor, RequireScope } from '../http';
import { SendingUsageListView } from './sending-usage.views';

@ApiTags('sending')
@Controller('v1/sending-usage')
export class SendingUsageController {
  constructor(
    private readonly usage: SendingUsage,
    private readonly servers: SmtpServersService,
    private readonly domains: DomainCatalogue,
  ) {}

  /** How much of their limits the workspace's mail servers, and its domains with a warm-up plan, have used up right now. */
  @Get()
  @RequireScope('workspace:read')
  async list(@CurrentActor() { workspaceId }: Actor): Promise<SendingUsageListView> {
    const servers = await this.servers.list(workspaceId);
    const domains = await this.domains.list(workspaceId);
    return { items: await this.usage.list(workspaceId, { servers, domains }) };
  }
}
