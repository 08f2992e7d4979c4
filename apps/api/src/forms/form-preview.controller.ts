import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Actor } from '@features/accounts';
import { chooseLanguage, FormPages, FormsService } from '@features/forms';
import { CurrentActor, ParseUuidPipe, RequireScope } from '../http';
import { sendFormPage } from '../public/form-pages';
import { FormEmbedQueryDto } from './forms.dto';

@ApiTags('forms')
@Controller('v1/forms')
export class FormPreviewController {
  constructor(
    private readonly forms: FormsService,
    private readonly pages: FormPages,
  ) {}

  /** The page of the draft as it is now, for a sandboxed frame: without script, and nothing is counted. */
  @Get(':id/preview')
  @ApiProduces('text/html')
  @RequireScope('forms:read')
  async preview(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Query() query: FormEmbedQueryDto,
    @Res() response: Response,
  ): Promise<void> {
    const { workspaceId } = actor;
    const { draft: definition, name, slug, publishedVersion } = await this.forms.get(workspaceId, id);
    const wanted = query.language === undefined ? [] : [query.language];
    // As with previews of emails: a page in a sandbox has no origin of its own.
    response.removeHeader('Origin-Agent-Cluster');
    sendFormPage(response, {
      form: { workspaceId, id, name, slug, version: publishedVersion ?? 0, definition },
      owner: await this.pages.ownerOf(workspaceId),
      status: 200,
      markup: { language: chooseLanguage(definition.languages, wanted) },
      isPreview: true,
    });
  }
}
