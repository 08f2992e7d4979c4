import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Param, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { AssetDownloads, type FoundAssetLink } from '@features/assets';
import { Public } from '../http';
import { sendAssetRefusal } from './asset-pages';
import { rangeOf, type OctetRange } from './asset-range';
import { hitRequestOf } from './hit-request';
import { sendNotFoundPage } from './page';
import { PublicPageFilter } from './public-page.filter';

/** The links by which people download assets. The token is the authority; what is given out is only ever saved, never shown. */
@ApiExcludeController()
@Public()
@UseFilters(PublicPageFilter)
@Controller('a')
export class AssetLinksController {
  constructor(private readonly downloads: AssetDownloads) {}

  /** GET and HEAD. */
  @Get(':token')
  async download(
    @Param('token') token: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const link = await this.downloads.find(token);
    if (link === null) return sendNotFoundPage(response);
    const refusal = this.downloads.refusalOf(link);
    if (refusal !== null) return sendAssetRefusal(response, refusal, link.workspaceName);
    const { version } = link;
    const etag = `"${version.sha256.slice(0, 32)}"`;
    // Whoever has the very file already downloads nothing.
    if (request.header('if-none-match') === etag)
      return void response.status(304).setHeader('ETag', etag).end();
    const range = rangeOf(request, { size: version.bytes, etag });
    if (range === 'unsatisfiable') {
      return void response.status(416).setHeader('Content-Range', `bytes */${version.bytes}`).end();
    }
    const answer = await this.downloads.fetch(link, { ...hitRequestOf(request), range });
    if ('refusal' in answer) return sendAssetRefusal(response, answer.refusal, link.workspaceName);
    setHeaders(response, version, { etag, range });
    if (answer.content === null) return void response.end();
    const counter = new OctetCounter();
    // Whoever hangs up gets no more; there is nobody to tell.
    await pipeline(answer.content, counter, response).catch(() => response.destroy());
    await answer.sent(counter.octets);
  }
}

/** What went through it. */
class OctetCounter extends Transform {
  octets = 0;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.octets += chunk.length;
    done(null, chunk);
  }
}

function setHeaders(
  response: Response,
  version: FoundAssetLink['version'],
  { etag, range }: { etag: string; range: OctetRange | null },
): void {
  const { bytes, fileName, mediaType } = version;
  if (range !== null) {
    response.status(206).setHeader('Content-Range', `bytes ${range.start}-${range.end}/${bytes}`);
  }
  response
    // Content-Disposition by RFC 6266 and RFC 8187; it also sets a type by the name, which the next line replaces.
    .attachment(fileName)
    .setHeader('Content-Type', mediaType)
    .setHeader('Content-Length', range === null ? bytes : range.end - range.start + 1)
    .setHeader('Accept-Ranges', 'bytes')
    .setHeader('ETag', etag)
    .setHeader('Cache-Control', 'private, no-cache')
    .setHeader('Content-Security-Policy', "sandbox; default-src 'none'; frame-ancestors 'none'")
    .setHeader('X-Content-Type-Options', 'nosniff')
    .setHeader('Referrer-Policy', 'no-referrer')
    .setHeader('X-Robots-Tag', 'noindex, nofollow');
}
