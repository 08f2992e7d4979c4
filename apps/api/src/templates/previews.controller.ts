import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Actor } from '@features/accounts';
import { PreviewPages, PreviewsService, TemplateGallery, type PreviewRequest } from '@features/templates';
import { assertScope, CurrentActor, ParseUuidPipe, RequireScope } from '../http';
import { messagePolicy } from '../public/message-policy';
import { PreviewSourceDto, PreviewTemplateDto } from './templates.dto';
import { toPreviewView, type PreviewView } from './templates.views';

@ApiTags('templates')
@Controller('v1/templates')
export class PreviewsController {
  constructor(
    private readonly previews: PreviewsService,
    private readonly pages: PreviewPages,
    private readonly gallery: TemplateGallery,
  ) {}

  /** Renders a source that need not be saved. */
  @Post('preview')
  @HttpCode(200)
  @RequireScope('templates:read')
  async previewSource(@CurrentActor() actor: Actor, @Body() body: PreviewSourceDto): Promise<PreviewView> {
    const { contactId, sample, source, brand, postalAddress } = body;
    const { subject, preheader = '', mjml, document } = source;
    const look = brand && { brand: { ...brand }, postalAddress };
    return this.show(actor, { source: { subject, preheader, mjml, document }, contactId, sample, look });
  }

  /** Renders a shipped template with its sample data. */
  @Post('gallery/:key/preview')
  @HttpCode(200)
  @RequireScope('templates:read')
  async previewShipped(@CurrentActor() actor: Actor, @Param('key') key: string): Promise<PreviewView> {
    const { subject, preheader, mjml, sample } = this.gallery.get(key);
    return this.show(actor, { source: { subject, preheader, mjml }, sample });
  }

  /** Renders a saved template as a contact, or with sample data. */
  @Post(':id/preview')
  @HttpCode(200)
  @RequireScope('templates:read')
  async previewTemplate(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() body: PreviewTemplateDto,
  ): Promise<PreviewView> {
    const { contactId, sample } = body;
    return this.show(actor, { templateId: id, contactId, sample });
  }

  /** The HTML part of a preview as a page for a sandboxed frame. */
  @Get('previews/:token')
  @ApiProduces('text/html')
  @RequireScope('templates:read')
  async openPage(
    @CurrentActor() actor: Actor,
    @Param('token') token: string,
    @Res() response: Response,
  ): Promise<void> {
    const html = await this.pages.open(actor, token);
    // A page in a sandbox has no origin that could get processes of its own; browsers complain of the wish.
    response.removeHeader('Origin-Agent-Cluster');
    response
      .setHeader('Content-Security-Policy', messagePolicy("'self'"))
      .setHeader('X-Frame-Options', 'SAMEORIGIN')
      .setHeader('Cache-Control', 'no-store')
      .setHeader('Referrer-Policy', 'no-referrer')
      .type('html')
      .send(html);
  }

  private async show(actor: Actor, request: PreviewRequest): Promise<PreviewView> {
    // A preview as somebody shows what is known of them.
    if (request.contactId !== undefined) assertScope(actor, 'contacts:read');
    const preview = await this.previews.preview(actor.workspaceId, request);
    return toPreviewView(preview, await this.pages.store(actor, preview.html));
  }
}
