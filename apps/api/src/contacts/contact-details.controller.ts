import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Param,
  Post,
  Query,
  StreamableFile,
} from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import {
  ContactExportService,
  ContactTagsService,
  NotesService,
  personalDataCsv,
  TimelineService,
  type PersonalData,
} from '@features/contacts';
import { CurrentActor, PageQueryDto, ParseUuidPipe, RequireScope, toPageView } from '../http';
import { AddNoteDto, ContactTagsDto, ExportContactQueryDto, TimelineQueryDto } from './contacts.dto';
import {
  ContactTagsView,
  NotePageView,
  NoteView,
  TimelinePageView,
  toNoteView,
  toTimelineItemView,
} from './contacts.views';

@ApiTags('contacts')
@Controller('v1/contacts/:id')
export class ContactDetailsController {
  constructor(
    private readonly tags: ContactTagsService,
    private readonly notes: NotesService,
    private readonly timeline: TimelineService,
    private readonly exports: ContactExportService,
  ) {}

  /** Notes of the team, newest first. */
  @Get('notes')
  @RequireScope('contacts:read')
  async listNotes(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Query() page: PageQueryDto,
  ): Promise<NotePageView> {
    return toPageView(await this.notes.list(actor.workspaceId, id, page), toNoteView);
  }

  /** Adds a note, signed by the caller. */
  @Post('notes')
  @RequireScope('contacts:write')
  async addNote(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() body: AddNoteDto,
  ): Promise<NoteView> {
    return toNoteView(await this.notes.add(actor, id, body));
  }

  /** Deletes a note. */
  @Delete('notes/:noteId')
  @HttpCode(204)
  @RequireScope('contacts:write')
  async deleteNote(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Param('noteId', ParseUuidPipe) noteId: string,
  ): Promise<void> {
    await this.notes.delete(actor, id, noteId);
  }

  /** Notes, events and deliveries in one order, newest first; all of them, or those about one subject. */
  @Get('timeline')
  @RequireScope('contacts:read')
  async listTimeline(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Query() page: TimelineQueryDto,
  ): Promise<TimelinePageView> {
    return toPageView(await this.timeline.list(actor.workspaceId, id, page), toTimelineItemView);
  }

  /** Gives tags; missing ones are created. */
  @Post('tags')
  @HttpCode(200)
  @RequireScope('contacts:write')
  async addTags(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() body: ContactTagsDto,
  ): Promise<ContactTagsView> {
    return { tags: await this.tags.add(actor, id, body.tags) };
  }

  /** Takes one tag, by name; case does not matter. */
  @Delete('tags/:name')
  @RequireScope('contacts:write')
  async removeTag(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Param('name') name: string,
  ): Promise<ContactTagsView> {
    return { tags: await this.tags.remove(actor, id, [name]) };
  }

  /**
   * Everything held about this person (GDPR articles 15 and 20), section by section: as JSON, or as CSV with a line for each
   * value (`section,item,field,value`), in which cells that a spreadsheet would run have a leading apostrophe.
   */
  @Get('export')
  @RequireScope('contacts:export')
  @Header('Cache-Control', 'no-store')
  @ApiProduces('application/json', 'text/csv')
  @ApiOkResponse({ schema: { type: 'object', additionalProperties: true } })
  async export(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Query() { format = 'json' }: ExportContactQueryDto,
  ): Promise<PersonalData | StreamableFile> {
    const data = await this.exports.personalData(actor, id);
    if (format === 'json') return data;
    return new StreamableFile(Buffer.from(personalDataCsv(data)), {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="contact-${id}.csv"`,
    });
  }
}
