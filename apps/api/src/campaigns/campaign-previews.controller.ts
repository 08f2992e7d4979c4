import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { CampaignsService, DraftContents } from '@features/campaigns';
import { PreviewPages, PreviewsService } from '@features/templates';
import { assertScope, CurrentActor, ParseUuidPipe, RequireScope } from '../http';
import { toPreviewView, type PreviewView } from '../templates/templates.views';
import { PreviewCampaignDto } from './ab-tests.dto';

@ApiTags('campaigns')
@Controller('v1/campaigns/:id/preview')
export class CampaignPreviewsController {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly contents: DraftContents,
    private readonly previews: PreviewsService,
    private readonly pages: PreviewPages,
  ) {}

  /** The campaign's message, or that of one variant, as its template is now. 422 without a template. */
  @Post()
  @HttpCode(200)
  @RequireScope('campaigns:read', 'templates:read')
  async preview(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() { variant, contactId }: PreviewCampaignDto,
  ): Promise<PreviewView> {
    // A preview as somebody shows what is known of them.
    if (contactId !== undefined) assertScope(actor, 'contacts:read');
    const campaign = await this.campaigns.get(actor.workspaceId, id);
    const { source } = await this.contents.source(campaign, variant);
    const preview = await this.previews.preview(actor.workspaceId, { source, contactId });
    return toPreviewView(preview, await this.pages.store(actor, preview.html));
  }
}
