import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { AssetLinks, AssetsService } from '@features/assets';
import { AnswerOnce, assertScope, CurrentActor, ParseUuidPipe, RequireScope } from '../http';
import { AssetFileQueryDto, CreateAssetLinkDto } from './assets.dto';
import { AssetLinkView } from './assets.views';

@ApiTags('assets')
@Controller('v1/assets')
export class AssetFilesController {
  constructor(
    private readonly assets: AssetsService,
    private readonly links: AssetLinks,
  ) {}

  /** The file of a version, for those who look after it. Nothing is counted. */
  @Get(':id/file')
  @RequireScope('assets:read')
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async file(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Query() query: AssetFileQueryDto,
  ): Promise<StreamableFile> {
    const { content, fileName, bytes } = await this.assets.openFile(
      actor.workspaceId,
      id,
      query.version ?? null,
    );
    const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(fileName).replace(/['()*]/g, escapeOctet)}`;
    return new StreamableFile(content, { type: 'application/octet-stream', disposition, length: bytes });
  }

  /** Deletes an old version with its file. The newest one stays, because links lead to it. */
  @Delete(':id/versions/:number')
  @HttpCode(204)
  @RequireScope('assets:write')
  async deleteVersion(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Param('number') number: string,
  ): Promise<void> {
    await this.assets.deleteVersion(actor, id, Number(number));
  }

  /** Makes a link by which one contact downloads the newest version, and mails it if asked to. */
  @Post(':id/links')
  @RequireScope('assets:write', 'contacts:read')
  @AnswerOnce()
  async createLink(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() body: CreateAssetLinkDto,
  ): Promise<AssetLinkView> {
    const { contactId, expiresAt, mail = false, language } = body;
    if (mail) assertScope(actor, 'messages:send');
    const request = {
      assetId: id,
      contactId,
      ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt) }),
    };
    const link = mail
      ? await this.links.mail(actor.workspaceId, {
          ...request,
          ...(language === undefined ? {} : { language }),
        })
      : { ...(await this.links.issue(actor.workspaceId, request)), messageId: null };
    return { url: link.url, expiresAt: link.expiresAt.toISOString(), messageId: link.messageId };
  }
}

/** RFC 8187: `encodeURIComponent` leaves a few characters that an attribute may not hold. */
function escapeOctet(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
