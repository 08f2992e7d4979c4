import { Readable } from 'node:stream';
import { Controller, Get, Header, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { ContactExportService } from '@features/contacts';
import { CurrentActor, RequireScope } from '../http';
import { toFilter } from './contact-filter';
import { ExportContactsQueryDto } from './contacts.dto';

@ApiTags('contacts')
@Controller('v1/contacts/export')
export class ContactExportController {
  constructor(private readonly exports: ContactExportService) {}

  /**
   * All contacts that match as CSV (RFC 4180, UTF-8 with byte order mark), streamed. Cells that a spreadsheet would run
   * as a formula get a leading apostrophe, which imports take off again, unless `raw=true`.
   */
  @Get()
  @RequireScope('contacts:export')
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @Header('Cache-Control', 'no-store')
  async export(
    @CurrentActor() actor: Actor,
    @Query() query: ExportContactsQueryDto,
  ): Promise<StreamableFile> {
    const rows = this.exports.csv(actor, toFilter(query), { raw: query.raw ?? false });
    // The first chunk is read here, so that a bad filter is still a clear error and not a broken download.
    const first = await rows.next();
    const all = async function* (): AsyncGenerator<string> {
      if (!first.done) yield first.value;
      yield* rows;
    };
    return new StreamableFile(Readable.from(all(), { objectMode: false }), {
      type: 'text/csv; charset=utf-8',
      disposition: 'attachment; filename="contacts.csv"',
    });
  }
}
