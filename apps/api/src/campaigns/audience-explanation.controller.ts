import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { AudienceExplainService } from '@features/campaigns';
import { CurrentActor, ParseUuidPipe, RequireScope } from '../http';
import { AudienceExplanationView, toAudienceExplanationView } from './audience-explanation.views';

@ApiTags('campaigns')
@Controller('v1/campaigns/:id')
export class AudienceExplanationController {
  constructor(private readonly explainer: AudienceExplainService) {}

  /** Why the campaign reaches a contact, or does not: before the audience is fixed as of now, afterwards by its deliveries. */
  @Get('explain/:contactId')
  @RequireScope('campaigns:read', 'segments:read', 'contacts:read', 'consent:read')
  async explain(
    @CurrentActor() { workspaceId }: Actor,
    @Param('id', ParseUuidPipe) campaignId: string,
    @Param('contactId', ParseUuidPipe) contactId: string,
  ): Promise<AudienceExplanationView> {
    return toAudienceExplanationView(await this.explainer.explain(workspaceId, { campaignId, contactId }));
  }
}
