import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import type { Actor } from '@features/accounts';
import { ImagesService, type Image } from '@features/assets';
import { AcceptsMedia, CurrentActor, ParseUuidPipe, receiveUpload, RequireScope, toPageView } from '../http';
import { createValidationPipe } from '../http/validation';
import { DeleteImageQueryDto, ImagesQueryDto, UpdateImageDto } from './images.dto';
import { ImagePageView, ImageUsesView, ImageView, toImageUsesView, toImageView } from './images.views';
import { createImageSchema } from './upload-schema';

const EXPECTED = { fileName: 'image', what: 'the picture, in a part named file.' };

/** Pictures for emails. Their addresses are public: whoever has one sees the picture. */
@ApiTags('images')
@Controller('v1/images')
export class ImagesController {
  private readonly validation = createValidationPipe();

  constructor(private readonly images: ImagesService) {}

  /** Uploads a PNG, JPEG, GIF or WebP picture. The same bytes again are the same picture. */
  @Post()
  @RequireScope('templates:write')
  @AcceptsMedia('multipart/form-data')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: createImageSchema as object })
  async create(@CurrentActor() actor: Actor, @Req() request: Request): Promise<ImageView> {
    try {
      const { options, ...upload } = await receiveUpload(request, EXPECTED);
      const metadata = { type: 'body' as const, metatype: UpdateImageDto };
      const texts = (await this.validation.transform(options, metadata)) as UpdateImageDto;
      return this.view(await this.images.create(actor, upload, texts));
    } catch (error) {
      // What is still coming is read and thrown away, so that the client gets to read the answer.
      request.unpipe();
      request.resume();
      throw error;
    }
  }

  /** All pictures, newest first. */
  @Get()
  @RequireScope('templates:read')
  async list(@CurrentActor() actor: Actor, @Query() query: ImagesQueryDto): Promise<ImagePageView> {
    return toPageView(await this.images.list(actor.workspaceId, query), (image) => this.view(image));
  }

  @Get(':id')
  @RequireScope('templates:read')
  async get(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<ImageView> {
    return this.view(await this.images.get(actor.workspaceId, id));
  }

  /** Where it stands: emails, saved blocks, frozen contents, the brand. */
  @Get(':id/uses')
  @RequireScope('templates:read')
  async uses(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<ImageUsesView> {
    return toImageUsesView(await this.images.usesOf(actor.workspaceId, id));
  }

  @Patch(':id')
  @RequireScope('templates:write')
  async update(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() body: UpdateImageDto,
  ): Promise<ImageView> {
    return this.view(await this.images.update(actor, id, body));
  }

  /** Deletes it with its file: mails that show it have a gap from then on. 409 while it is used, unless `evenIfUsed`. */
  @Delete(':id')
  @HttpCode(204)
  @RequireScope('templates:write')
  async delete(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Query() query: DeleteImageQueryDto,
  ): Promise<void> {
    await this.images.delete(actor, id, { evenIfUsed: query.evenIfUsed ?? false });
  }

  private view(image: Image): ImageView {
    return toImageView(image, this.images.urlOf(image));
  }
}
