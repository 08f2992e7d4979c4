import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { chooseLanguage, FormsService, type Form, type FormDefinition } from '@features/forms';
import { Settings } from '@platform/config';
import { CurrentActor, ParseUuidPipe, RequireScope, toPageView } from '../http';
import { reservedHeight } from '../public/form-height';
import { formMarkup } from '../public/form-html';
import { escapeHtml } from '../public/html';
import { CreateFormDto, FormEmbedQueryDto, FormsQueryDto, UpdateFormDto } from './forms.dto';
import {
  FormEmbedView,
  FormPageView,
  FormVersionsView,
  FormView,
  toFormVersionView,
  toFormView,
} from './forms.views';

@ApiTags('forms')
@Controller('v1/forms')
export class FormsController {
  constructor(
    private readonly forms: FormsService,
    private readonly settings: Settings,
  ) {}

  /** Forms, newest first. */
  @Get()
  @RequireScope('forms:read')
  async list(@CurrentActor() actor: Actor, @Query() query: FormsQueryDto): Promise<FormPageView> {
    return toPageView(await this.forms.list(actor.workspaceId, query), (form) => this.view(form));
  }

  /**
   * Creates a form as a draft. Double opt-in is on unless the definition says otherwise. Needs `contacts:read` too: a definition says
   * to whom answers are told.
   */
  @Post()
  @RequireScope('forms:write', 'contacts:read')
  async create(@CurrentActor() actor: Actor, @Body() body: CreateFormDto): Promise<FormView> {
    return this.view(await this.forms.create(actor, body));
  }

  /** One form with its draft. */
  @Get(':id')
  @RequireScope('forms:read')
  async get(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<FormView> {
    return this.view(await this.forms.get(actor.workspaceId, id));
  }

  /** Changes name and draft. Visitors go on seeing the published version. */
  @Patch(':id')
  @RequireScope('forms:write', 'contacts:read')
  async update(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() body: UpdateFormDto,
  ): Promise<FormView> {
    return this.view(await this.forms.update(actor, id, body));
  }

  /** Deletes a form without submissions; 409 otherwise, since they are evidence: archive it. */
  @Delete(':id')
  @HttpCode(204)
  @RequireScope('forms:write')
  async delete(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<void> {
    await this.forms.delete(actor, id);
  }

  /** Freezes the draft as a new version and shows it to visitors. */
  @Post(':id/publish')
  @HttpCode(200)
  @RequireScope('forms:write')
  async publish(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<FormView> {
    return this.view(await this.forms.publish(actor, id));
  }

  /** Takes no submissions any more; those that wait for confirmation can still be confirmed. */
  @Post(':id/archive')
  @HttpCode(200)
  @RequireScope('forms:write')
  async archive(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<FormView> {
    return this.view(await this.forms.archive(actor, id));
  }

  /** Back from the archive as a draft. */
  @Post(':id/restore')
  @HttpCode(200)
  @RequireScope('forms:write')
  async restore(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<FormView> {
    return this.view(await this.forms.restore(actor, id));
  }

  /** Published versions, newest first. */
  @Get(':id/versions')
  @RequireScope('forms:read')
  async versions(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
  ): Promise<FormVersionsView> {
    return { items: (await this.forms.listVersions(actor.workspaceId, id)).map(toFormVersionView) };
  }

  /** HTML to paste into a web page, of the draft as it is now, and the script that goes with it. */
  @Get(':id/embed')
  @RequireScope('forms:read')
  async embed(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Query() query: FormEmbedQueryDto,
  ): Promise<FormEmbedView> {
    const { draft: definition, slug, name } = await this.forms.get(actor.workspaceId, id);
    const language = chooseLanguage(
      definition.languages,
      query.language === undefined ? [] : [query.language],
    );
    const { appUrl } = this.settings.http;
    const url = `${appUrl}/f/${slug}`;
    const markup = {
      definition,
      slug,
      language,
      action: url,
      prefix: `tidings-${slug.slice(-12)}`,
      hasStatus: true,
    };
    return {
      html: formMarkup(markup).text,
      script: `<script async src="${appUrl}/embed/v1.js"></script>`,
      mount: `<div data-tidings-mount="${slug}"><a href="${url}">${escapeHtml(name)}</a>${room(definition)}</div>`,
      url,
    };
  }

  private view(form: Form): FormView {
    return toFormView(form, this.settings.http.appUrl);
  }
}

/** Keeps the room of a mounted form. By an attribute, since a site's policy may forbid inline style. */
function room(definition: FormDefinition): string {
  const height = reservedHeight(definition);
  return height === 0 ? '' : `<svg width="1" height="${height}" aria-hidden="true"></svg>`;
}
