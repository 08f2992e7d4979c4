import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { SendingHoldsService } from '@features/sending-limits';
import { CurrentActor, ParseUuidPipe, RequireScope } from '../http';
import { SendingHoldListView, toSendingHoldView } from './sending-limits.views';

@ApiTags('sending')
@Controller('v1/sending-holds')
export class SendingHoldsController {
  constructor(private readonly holds: SendingHoldsService) {}

  /** What holds mail back at the moment, why, and when it is tried again. */
  @Get()
  @RequireScope('workspace:read')
  async list(@CurrentActor() actor: Actor): Promise<SendingHoldListView> {
    return { items: (await this.holds.list(actor.workspaceId)).map(toSendingHoldView) };
  }

  /** Tries again at once. If the trouble is still there, it is held anew. 422 for a server that all workspaces share. */
  @Delete(':id')
  @HttpCode(204)
  @RequireScope('workspace:admin')
  async lift(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<void> {
    await this.holds.lift(actor, id);
  }
}
