import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { MailabilityService } from '@features/consent';
import { CurrentActor, ParseUuidPipe, RequireScope } from '../http';
import { MailabilityView, toMailabilityView } from './mailability.views';

@ApiTags('subscriptions')
@Controller('v1/contacts/:id')
export class MailabilityController {
  constructor(private readonly mailability: MailabilityService) {}

  /** About which topics the contact may be mailed, and why not about the others. */
  @Get('mailable')
  @RequireScope('consent:read')
  async get(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<MailabilityView> {
    return toMailabilityView(await this.mailability.of(actor.workspaceId, id));
  }
}
