import { Controller, Get, Param, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { MessageLinks, MessageTokens, TrackingService } from '@features/tracking';
import { Public } from '../http';
import { hitRequestOf } from './hit-request';
import { messagePolicy } from './message-policy';
import { sendHtml, sendNotFoundPage } from './page';
import { PublicPageFilter } from './public-page.filter';

/** A transparent dot of 43 octets. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==', 'base64');

/** The open pixel, links and "view in browser" of messages. */
@ApiExcludeController()
@Public()
@UseFilters(PublicPageFilter)
@Controller()
export class TrackedLinksController {
  constructor(
    private readonly tokens: MessageTokens,
    private readonly tracking: TrackingService,
    private readonly links: MessageLinks,
  ) {}

  /** Always the same dot, whatever the token is, and without waiting for anything. */
  @Get('o/:token')
  open(@Param('token') token: string, @Req() request: Request, @Res() response: Response): void {
    const deliveryId = this.tokens.parseOpen(token.replace(/\.gif$/, ''));
    if (deliveryId !== null) this.tracking.recordOpen(deliveryId, hitRequestOf(request));
    response
      .status(200)
      .setHeader('Content-Type', 'image/gif')
      .setHeader('Cache-Control', 'no-store')
      .setHeader('Referrer-Policy', 'no-referrer')
      // Mail programs in browsers load it from their own origin.
      .setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
      .send(PIXEL);
  }

  /** Leads to where the frozen message points, never to anything that the address itself says. */
  @Get('l/:token')
  async click(
    @Param('token') token: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const link = await this.links.resolve(token);
    if (link === null) return sendNotFoundPage(response);
    this.tracking.recordClick(link, hitRequestOf(request));
    if (link.target === null) return sendNotFoundPage(response);
    response
      .status(302)
      .setHeader('Location', link.target)
      .setHeader('Cache-Control', 'no-store')
      .setHeader('Referrer-Policy', 'no-referrer')
      .setHeader('X-Robots-Tag', 'noindex, nofollow')
      .end();
  }

  /** The message as a page, without scripts and without a pixel. */
  @Get('v/:token')
  async view(@Param('token') token: string, @Res() response: Response): Promise<void> {
    const text = await this.links.view(token);
    if (text === null) return sendNotFoundPage(response);
    sendHtml(response, { status: 200, policy: messagePolicy("'none'"), text });
  }
}
