import { Readable } from 'node:stream';
import { Controller, Get, Header, HttpCode, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import type { Actor } from '@features/accounts';
import { ContactImportsService } from '@features/imports';
import {
  AcceptsMedia,
  CurrentActor,
  isMultipart,
  PageQueryDto,
  ParseUuidPipe,
  receiveBareUpload,
  receiveUpload,
  RequireScope,
  toPageView,
} from '../http';
import { UploadContactImportQueryDto } from './contact-imports.dto';
import { ContactImportPageView, ContactImportView, toContactImportView } from './contact-imports.views';
import { uploadSchema } from './upload-schema';

const EXPECTED = { fileName: 'contacts.csv', what: 'the CSV or ZIP file to import.' };

@ApiTags('contact-imports')
@Controller('v1/contact-imports')
export class ContactImportsController {
  constructor(private readonly imports: ContactImportsService) {}

  /**
   * Uploads a CSV file or a Mailchimp export (CSV or ZIP, as it comes) and imports it in the background. Start with
   * `dryRun: true` to see what would happen. The body is `multipart/form-data`, or the bare file as `text/csv` or
   * `application/zip`.
   */
  @Post()
  @HttpCode(202)
  @RequireScope('contacts:write')
  @AcceptsMedia('multipart/form-data', 'text/csv', 'application/zip')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: uploadSchema as object })
  async upload(
    @CurrentActor() actor: Actor,
    @Query() query: UploadContactImportQueryDto,
    @Req() request: Request,
  ): Promise<ContactImportView> {
    try {
      const upload = isMultipart(request)
        ? await receiveUpload(request, EXPECTED)
        : receiveBareUpload(request, { fileName: nameOf(request, query), options: query.options });
      return toContactImportView(await this.imports.upload(actor, upload));
    } catch (error) {
      // What is still coming is read and thrown away, so that the client gets to read the answer.
      request.unpipe();
      request.resume();
      throw error;
    }
  }

  /** Imports, newest first. */
  @Get()
  @RequireScope('contacts:read')
  async list(@CurrentActor() actor: Actor, @Query() page: PageQueryDto): Promise<ContactImportPageView> {
    return toPageView(await this.imports.list(actor.workspaceId, page), toContactImportView);
  }

  /** Progress and result of one import. */
  @Get(':id')
  @RequireScope('contacts:read')
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
  ): Promise<ContactImportView> {
    return toContactImportView(await this.imports.get(actor.workspaceId, id));
  }

  /** After a dry run: imports the same file for good, as a new import. */
  @Post(':id/run')
  @HttpCode(202)
  @RequireScope('contacts:write')
  async run(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
  ): Promise<ContactImportView> {
    return toContactImportView(await this.imports.runForReal(actor, id));
  }

  /** Stops an import after the chunk in hand. What was written stays. */
  @Post(':id/cancel')
  @HttpCode(200)
  @RequireScope('contacts:write')
  async cancel(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
  ): Promise<ContactImportView> {
    return toContactImportView(await this.imports.cancel(actor, id));
  }

  /** What was wrong, as CSV: file, line, column, value, reason. The first 10,000 problems are kept. */
  @Get(':id/errors')
  @RequireScope('contacts:read')
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @Header('Cache-Control', 'no-store')
  async errors(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
  ): Promise<StreamableFile> {
    await this.imports.get(actor.workspaceId, id);
    const rows = this.imports.problemsCsv(actor.workspaceId, id);
    return new StreamableFile(Readable.from(rows, { objectMode: false }), {
      type: 'text/csv; charset=utf-8',
      disposition: 'attachment; filename="import-errors.csv"',
    });
  }
}

function nameOf(request: Request, { fileName }: UploadContactImportQueryDto): string {
  const isZip = /^application\/zip\b/i.test(request.headers['content-type'] ?? '');
  return fileName ?? (isZip ? 'contacts.zip' : EXPECTED.fileName);
}
