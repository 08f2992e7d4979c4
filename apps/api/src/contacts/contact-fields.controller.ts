import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { ContactFieldCatalogue, ContactFieldsService } from '@features/contacts';
import { CurrentActor, ParseUuidPipe, RequireScope } from '../http';
import {
  CreateContactFieldDto,
  DeleteContactFieldQueryDto,
  UpdateContactFieldDto,
} from './contact-fields.dto';
import {
  ContactFieldListView,
  ContactFieldView,
  DeletedContactFieldView,
  toCatalogueFieldView,
  toContactFieldView,
} from './contact-fields.views';

@ApiTags('contact-fields')
@Controller('v1/contact-fields')
export class ContactFieldsController {
  constructor(
    private readonly fields: ContactFieldsService,
    private readonly catalogue: ContactFieldCatalogue,
  ) {}

  /** The custom fields, and the catalogue of all fields that rules and templates may name. At most 200 fields. */
  @Get()
  @RequireScope('contacts:read')
  async list(@CurrentActor() actor: Actor): Promise<ContactFieldListView> {
    const custom = await this.fields.list(actor.workspaceId);
    const catalogue = await this.catalogue.list(actor.workspaceId);
    return { items: custom.map(toContactFieldView), catalogue: catalogue.map(toCatalogueFieldView) };
  }

  /** Declares a custom field. */
  @Post()
  @RequireScope('contacts:write')
  async create(@CurrentActor() actor: Actor, @Body() body: CreateContactFieldDto): Promise<ContactFieldView> {
    return toContactFieldView(await this.fields.create(actor, { ...body, choices: body.choices ?? [] }));
  }

  /** Changes label and choices. */
  @Patch(':id')
  @RequireScope('contacts:write')
  async update(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() body: UpdateContactFieldDto,
  ): Promise<ContactFieldView> {
    return toContactFieldView(await this.fields.update(actor, id, body));
  }

  /** Deletes the field and its value in every contact. Refused while rules ask for it, unless `force` is true. */
  @Delete(':id')
  @RequireScope('contacts:write')
  async delete(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Query() query: DeleteContactFieldQueryDto,
  ): Promise<DeletedContactFieldView> {
    return this.fields.delete(actor, id, query);
  }
}
