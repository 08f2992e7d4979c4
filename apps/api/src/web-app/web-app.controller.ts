import { randomBytes } from 'node:crypto';
import { Controller, Get, Redirect, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { DomainError } from '@platform/errors';
import { Public } from '../http';
import { contentSecurityPolicy } from '../http/security-headers';
import { WebAppFiles } from './web-app-files';

/** The start page of the web app for every address below /app: its own router decides what to show. */
@ApiExcludeController()
@Public()
@Controller()
export class WebAppController {
  constructor(private readonly files: WebAppFiles) {}

  @Get()
  @Redirect('/app', 302)
  root(): void {}

  @Get(['app', 'app/*path'])
  page(@Res() response: Response): void {
    const nonce = randomBytes(16).toString('base64');
    const page = this.files.indexPage(nonce);
    if (page === null) {
      throw new DomainError({
        code: 'web-app.not-built',
        kind: 'not-found',
        message: 'The web app is not part of this build. The API is described at /api/docs.',
      });
    }
    response
      .setHeader('Content-Security-Policy', contentSecurityPolicy(nonce))
      .setHeader('Cache-Control', 'no-cache')
      .type('html')
      .send(page);
  }
}
