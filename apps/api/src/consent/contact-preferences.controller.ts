import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { ContactChoices, SubscriptionsService } from '@features/consent';
import { CurrentActor, ParseUuidPipe, RequireScope } from '../http';
import { ContactPreferencesDto } from './contact-preferences.dto';
import { ContactPreferencesView, toContactPreferencesView } from './contact-preferences.views';
import { toEvidence } from './evidence';

@ApiTags('subscriptions')
@Controller('v1/contacts/:id/preferences')
export class ContactPreferencesController {
  constructor(
    private readonly subscriptions: SubscriptionsService,
    private readonly choices: ContactChoices,
  ) {}

  /** What the contact chose beside topics. */
  @Get()
  @RequireScope('consent:read')
  async get(
    @CurrentActor() { workspaceId }: Actor,
    @Param('id', ParseUuidPipe) id: string,
  ): Promise<ContactPreferencesView> {
    return toContactPreferencesView(await this.subscriptions.preferences(workspaceId, id));
  }

  /** Writes down what the contact asked for by another way than its preference page, with the evidence. What is left out stays. */
  @Put()
  @RequireScope('consent:write')
  async change(
    @CurrentActor() { workspaceId }: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() { pauseWeeks, frequency, ...given }: ContactPreferencesDto,
  ): Promise<ContactPreferencesView> {
    const evidence = toEvidence(given);
    const now = new Date();
    await this.choices.change(workspaceId, { contactId: id, pauseWeeks, frequency, now }, evidence);
    return toContactPreferencesView(await this.subscriptions.preferences(workspaceId, id));
  }
}
