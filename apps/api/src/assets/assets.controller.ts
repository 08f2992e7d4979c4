import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import type { Actor } from '@features/accounts';
import { AssetsService, type Asset, type AssetUpload } from '@features/assets';
import {
  AcceptsMedia,
  CurrentActor,
  PageQueryDto,
  ParseUuidPipe,
  receiveUpload,
  RequireScope,
  toPageView,
} from '../http';
import { createValidationPipe } from '../http/validation';
import { AssetsQueryDto, UpdateAssetDto } from './assets.dto';
import {
  AssetDownloadPageView,
  AssetPageView,
  AssetVersionListView,
  AssetView,
  toAssetDownloadView,
  toAssetVersionView,
  toAssetView,
} from './assets.views';
import { createAssetSchema, replaceFileSchema } from './upload-schema';

const EXPECTED = { fileName: 'download', what: 'the document to offer, in a part named file.' };

@ApiTags('assets')
@Controller('v1/assets')
export class AssetsController {
  private readonly validation = createValidationPipe();

  constructor(private readonly assets: AssetsService) {}

  /** Uploads a file as a new asset. */
  @Post()
  @RequireScope('assets:write')
  @AcceptsMedia('multipart/form-data')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: createAssetSchema as object })
  async create(@CurrentActor() actor: Actor, @Req() request: Request): Promise<AssetView> {
    const asset = await this.receive(request, async (upload, options) => {
      const input = (await this.validation.transform(options, {
        type: 'body',
        metatype: UpdateAssetDto,
      })) as UpdateAssetDto;
      const name =
        input.name ??
        upload.fileName
          .replace(/^.*[\\/]/, '')
          .replace(/\.[^.]*$/, '')
          .slice(0, 200);
      return this.assets.create(actor, { ...input, name: name || 'Download' }, upload);
    });
    return toAssetView(asset);
  }

  /** All assets, newest first. */
  @Get()
  @RequireScope('assets:read')
  async list(@CurrentActor() actor: Actor, @Query() query: AssetsQueryDto): Promise<AssetPageView> {
    return toPageView(await this.assets.list(actor.workspaceId, query), toAssetView);
  }

  @Get(':id')
  @RequireScope('assets:read')
  async get(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<AssetView> {
    return toAssetView(await this.assets.get(actor.workspaceId, id));
  }

  @Patch(':id')
  @RequireScope('assets:write')
  async update(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() body: UpdateAssetDto,
  ): Promise<AssetView> {
    return toAssetView(await this.assets.update(actor, id, body));
  }

  /** Uploads a new version. Links lead to it from then on, those that were made already too. */
  @Post(':id/versions')
  @RequireScope('assets:write')
  @AcceptsMedia('multipart/form-data')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: replaceFileSchema as object })
  async replace(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Req() request: Request,
  ): Promise<AssetView> {
    return toAssetView(await this.receive(request, (upload) => this.assets.replace(actor, id, upload)));
  }

  /** All versions, newest first. */
  @Get(':id/versions')
  @RequireScope('assets:read')
  async versions(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
  ): Promise<AssetVersionListView> {
    const versions = await this.assets.listVersions(actor.workspaceId, id);
    return { items: versions.map(toAssetVersionView) };
  }

  /** Links show a page instead of the file from now on, and there are no new ones. */
  @Post(':id/archive')
  @HttpCode(200)
  @RequireScope('assets:write')
  async archive(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<AssetView> {
    return toAssetView(await this.assets.setStatus(actor, id, 'archived'));
  }

  /** Undoes an archiving: links that have not expired work again. */
  @Post(':id/restore')
  @HttpCode(200)
  @RequireScope('assets:write')
  async restore(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<AssetView> {
    return toAssetView(await this.assets.setStatus(actor, id, 'active'));
  }

  /** Deletes it with its files, links and counts. 409 while a form offers it: archive it instead. */
  @Delete(':id')
  @HttpCode(204)
  @RequireScope('assets:write')
  async delete(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<void> {
    await this.assets.delete(actor, id);
  }

  /** Who downloaded it, newest first. */
  @Get(':id/downloads')
  @RequireScope('assets:read', 'contacts:read')
  async downloads(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Query() page: PageQueryDto,
  ): Promise<AssetDownloadPageView> {
    return toPageView(await this.assets.listDownloads(actor.workspaceId, id, page), toAssetDownloadView);
  }

  private async receive(
    request: Request,
    work: (upload: AssetUpload, options: unknown) => Promise<Asset>,
  ): Promise<Asset> {
    try {
      const { options, ...upload } = await receiveUpload(request, EXPECTED);
      return await work(upload, options);
    } catch (error) {
      // What is still coming is read and thrown away, so that the client gets to read the answer.
      request.unpipe();
      request.resume();
      throw error;
    }
  }
}
