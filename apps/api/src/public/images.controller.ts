import { pipeline } from 'node:stream/promises';
import { Controller, Get, Param, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { imagePath, ImagesService, type ImageType } from '@features/assets';
import { Public } from '../http';
import { sendNotFoundPage } from './page';
import { PublicPageFilter } from './public-page.filter';

/** Pictures of emails. What stands at an address never changes, so whoever loaded it keeps it. */
@ApiExcludeController()
@Public()
@UseFilters(PublicPageFilter)
@Controller('i')
export class ImagesPublicController {
  constructor(private readonly images: ImagesService) {}

  /** GET and HEAD. */
  @Get(':name')
  async show(@Param('name') name: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const publicKey = name.replace(/\.[a-z]+$/, '');
    const etag = `"${publicKey}"`;
    const image = await this.images.open(publicKey);
    if (image === null) return sendNotFoundPage(response);
    // One address each: others are nobody's.
    if (imagePath({ publicKey, mediaType: image.mediaType as ImageType }) !== `/i/${name}`) {
      image.content.destroy();
      return sendNotFoundPage(response);
    }
    setHeaders(response, image, etag);
    if (request.header('if-none-match') === etag) {
      image.content.destroy();
      return void response.status(304).end();
    }
    // Whoever hangs up gets no more; there is nobody to tell.
    await pipeline(image.content, response).catch(() => response.destroy());
  }
}

function setHeaders(response: Response, image: { mediaType: string; bytes: number }, etag: string): void {
  response
    .setHeader('Content-Type', image.mediaType)
    .setHeader('Content-Length', image.bytes)
    .setHeader('ETag', etag)
    .setHeader('Cache-Control', 'public, max-age=31536000, immutable')
    .setHeader('X-Content-Type-Options', 'nosniff')
    .setHeader('Content-Security-Policy', "sandbox; default-src 'none'; frame-ancestors 'none'")
    // Mail programs in browsers load it from their own origin.
    .setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
    .setHeader('X-Robots-Tag', 'noindex, nofollow');
}
