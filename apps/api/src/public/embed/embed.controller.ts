import { Controller, Get, Param, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { chooseLanguage, FormCounter, PublishedForms, textIn, wordsOf } from '@features/forms';
import { Settings } from '@platform/config';
import { Public } from '../../http';
import { reservedHeight } from '../form-height';
import { formMarkup } from '../form-html';
import { languagesOf } from '../form-requests';
import { formStyle, mountStyle } from '../form-style';
import { isPerson } from '../hit-request';
import { allowAll } from '../forms.controller';
import { PublicPageFilter } from '../public-page.filter';
import { EMBED_SCRIPT } from './embed-script';

/** What other web sites load. */
@ApiExcludeController()
@Public()
@UseFilters(PublicPageFilter)
@Controller()
export class EmbedController {
  constructor(
    private readonly forms: PublishedForms,
    private readonly counter: FormCounter,
    private readonly settings: Settings,
  ) {}

  /** One script for every form of every workspace. */
  @Get('embed/v1.js')
  script(@Res() response: Response): void {
    allowAll(response);
    response.setHeader('Cache-Control', 'public, max-age=3600').type('text/javascript').send(EMBED_SCRIPT);
  }

  /** A form for a shadow root. Shown again within minutes it is one view. */
  @Get('f/:slug/form.json')
  async form(@Param('slug') slug: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    allowAll(response);
    const form = await this.forms.find(slug);
    if (form === null) {
      response.status(404).json({ status: 'error' });
      return;
    }
    if (isPerson(request)) this.counter.add(form, 'views');
    const { definition } = form;
    const language = chooseLanguage(definition.languages, languagesOf(request));
    const words = wordsOf(language);
    const action = `${this.settings.http.appUrl}/f/${slug}`;
    const markup = { definition, slug, language, action, prefix: 'm', hasStatus: true, hasHeading: true };
    response
      .setHeader('Cache-Control', 'public, max-age=300')
      .setHeader('Vary', 'Accept-Language')
      .json({
        html: formMarkup(markup).text.replace(/\s+/g, ' '),
        css: `${formStyle(definition.style)}${mountStyle(definition.style, reservedHeight(definition))}`.replace(
          /\s+/g,
          ' ',
        ),
        layout: definition.layout,
        words: {
          close: words.close,
          title: textIn(definition.texts.title, language, definition.languages) || form.name,
        },
      });
  }
}
