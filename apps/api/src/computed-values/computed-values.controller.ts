import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { COMPUTED_VALUES, ContactValuesService, ValueRefreshQueue } from '@features/computed-values';
import { CurrentActor, ParseUuidPipe, RequireScope } from '../http';
import {
  ComputedValueListView,
  ContactComputedValuesView,
  toComputedValueView,
  toContactComputedValuesView,
} from './computed-values.views';

@ApiTags('computed-values')
@Controller('v1')
export class ComputedValuesController {
  constructor(
    private readonly contacts: ContactValuesService,
    private readonly refreshes: ValueRefreshQueue,
  ) {}

  /** What is worked out about contacts, and how. Rules name these values `computed.<key>`. */
  @Get('computed-values')
  @RequireScope('segments:read')
  list(): ComputedValueListView {
    return { items: COMPUTED_VALUES.map(toComputedValueView) };
  }

  /** Works everything out anew for everybody, soon. It also happens every night, and for a contact after its own orders and events. */
  @Post('computed-values/refresh')
  @HttpCode(202)
  @RequireScope('segments:write')
  async refresh(@CurrentActor() actor: Actor): Promise<void> {
    await this.refreshes.request(actor.workspaceId);
  }

  /** Every value of one contact, with what it was worked out from. */
  @Get('contacts/:id/computed-values')
  @RequireScope('contacts:read')
  async ofContact(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
  ): Promise<ContactComputedValuesView> {
    return toContactComputedValuesView(await this.contacts.explain(actor.workspaceId, id));
  }
}
