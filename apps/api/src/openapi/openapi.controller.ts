import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { Controller, Get, Header, Param, Res } from '@nestjs/common';
import { ApiExcludeController, type OpenAPIObject } from '@nestjs/swagger';
import type { Response } from 'express';
import { notFound } from '@platform/errors';
import { Public } from '../http';
import { contentSecurityPolicy } from '../http/security-headers';
import { docsPage, DOCS_SCRIPT } from './docs-page';
import { OpenApiDocument } from './openapi-document';

const UI_FOLDER = dirname(require.resolve('swagger-ui-dist/package.json'));
const ASSETS = new Set(['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png']);

/** The description of the API and a page to read it; both served from here, nothing from elsewhere. */
@ApiExcludeController()
@Public()
@Controller()
export class OpenApiController {
  constructor(private readonly document: OpenApiDocument) {}

  @Get('openapi.json')
  get(): OpenAPIObject {
    return this.document.get();
  }

  @Get('docs')
  page(@Res() response: Response): void {
    const nonce = randomBytes(16).toString('base64');
    response
      .setHeader('Content-Security-Policy', contentSecurityPolicy(nonce))
      .setHeader('Cache-Control', 'no-cache')
      .type('html')
      .send(docsPage(nonce));
  }

  @Get('docs/start.js')
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  script(): string {
    return DOCS_SCRIPT;
  }

  @Get('docs/assets/:file')
  asset(@Param('file') file: string, @Res() response: Response): void {
    if (!ASSETS.has(file)) throw notFound('docs-asset', file);
    response.sendFile(join(UI_FOLDER, file), { maxAge: '1d' });
  }
}
