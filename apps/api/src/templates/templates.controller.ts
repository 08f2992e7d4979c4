import { Body, Controller, Delete, Get, Header, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { blockDocumentSchema, TemplateGallery, TemplatesService } from '@features/templates';
import { CurrentActor, PageQueryDto, ParseUuidPipe, Public, RequireScope, toPageView } from '../http';
import {
  CreateFromGalleryDto,
  CreateTemplateDto,
  ListTemplatesQueryDto,
  UpdateTemplateDto,
} from './templates.dto';
import {
  toGalleryTemplateView,
  toTemplateSummaryView,
  toTemplateVersionView,
  toTemplateView,
  type GalleryView,
  type TemplatePageView,
  type TemplateVersionPageView,
  type TemplateView,
} from './templates.views';

@ApiTags('templates')
@Controller('v1/templates')
export class TemplatesController {
  constructor(
    private readonly templates: TemplatesService,
    private readonly gallery: TemplateGallery,
  ) {}

  /** The workspace's templates, newest first, without their source. */
  @Get()
  @RequireScope('templates:read')
  async list(@CurrentActor() actor: Actor, @Query() query: ListTemplatesQueryDto): Promise<TemplatePageView> {
    const { archived, search, ...page } = query;
    return toPageView(
      await this.templates.list(actor.workspaceId, { archived, search }, page),
      toTemplateSummaryView,
    );
  }

  /** Stores a template; refused with line numbers when it cannot be compiled. */
  @Post()
  @RequireScope('templates:write')
  async create(@CurrentActor() actor: Actor, @Body() body: CreateTemplateDto): Promise<TemplateView> {
    const { name, subject, preheader = '', mjml, document } = body;
    return toTemplateView(await this.templates.create(actor, { name, subject, preheader, mjml, document }));
  }

  /** The shipped templates. */
  @Get('gallery')
  @RequireScope('templates:read')
  listGallery(): GalleryView {
    return { items: this.gallery.list().map(toGalleryTemplateView) };
  }

  /** The JSON Schema (draft 2020-12) of an email made of blocks. The same for everybody, and open to editors without a key. */
  @Get('document-schema')
  @Public()
  @Header('Cache-Control', 'public, max-age=3600')
  @ApiOkResponse({ schema: { type: 'object', additionalProperties: true } })
  documentSchema(): object {
    return blockDocumentSchema();
  }

  /** Makes an editable copy of a shipped template. */
  @Post('from-gallery')
  @RequireScope('templates:write')
  async createFromGallery(
    @CurrentActor() actor: Actor,
    @Body() body: CreateFromGalleryDto,
  ): Promise<TemplateView> {
    const { name, subject, preheader, mjml, document } = this.gallery.get(body.key);
    const source = document === null ? { mjml } : { document };
    const content = { name: body.name ?? name, subject, preheader, ...source, galleryKey: body.key };
    return toTemplateView(await this.templates.create(actor, content));
  }

  /** One template with its source. */
  @Get(':id')
  @RequireScope('templates:read')
  async get(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<TemplateView> {
    return toTemplateView(await this.templates.get(actor.workspaceId, id));
  }

  /** Changes a template; what was already frozen for a campaign stays as it is. */
  @Patch(':id')
  @RequireScope('templates:write')
  async update(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() body: UpdateTemplateDto,
  ): Promise<TemplateView> {
    return toTemplateView(await this.templates.update(actor, id, { ...body }));
  }

  /** Deletes a template that no campaign uses. */
  @Delete(':id')
  @HttpCode(204)
  @RequireScope('templates:write')
  async delete(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<void> {
    await this.templates.delete(actor, id);
  }

  /** Makes a copy called "Copy of …". */
  @Post(':id/duplicate')
  @RequireScope('templates:write')
  async duplicate(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
  ): Promise<TemplateView> {
    return toTemplateView(await this.templates.duplicate(actor, id));
  }

  /** Takes a template out of lists. */
  @Post(':id/archive')
  @HttpCode(200)
  @RequireScope('templates:write')
  async archive(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<TemplateView> {
    return toTemplateView(await this.templates.setArchived(actor, id, true));
  }

  /** Puts an archived template back into lists. */
  @Post(':id/restore')
  @HttpCode(200)
  @RequireScope('templates:write')
  async restore(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<TemplateView> {
    return toTemplateView(await this.templates.setArchived(actor, id, false));
  }

  /** Frozen versions, newest first. */
  @Get(':id/versions')
  @RequireScope('templates:read')
  async listVersions(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Query() page: PageQueryDto,
  ): Promise<TemplateVersionPageView> {
    return toPageView(await this.templates.listVersions(actor.workspaceId, id, page), toTemplateVersionView);
  }
}
