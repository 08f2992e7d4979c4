import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import {
  BulkContactsService,
  ContactListService,
  ContactsService,
  type ContactFilter,
} from '@features/contacts';
import { invalidField } from '@platform/errors';
import { CurrentActor, ParseUuidPipe, RequireScope, toPageView } from '../http';
import { toFilter } from './contact-filter';
import {
  BulkContactsDto,
  ContactListQueryDto,
  CreateContactDto,
  EraseContactQueryDto,
  UpdateContactDto,
} from './contacts.dto';
import { BulkResultView, ContactPageView, ContactView, toContactView } from './contacts.views';

@ApiTags('contacts')
@Controller('v1/contacts')
export class ContactsController {
  constructor(
    private readonly contacts: ContactsService,
    private readonly lists: ContactListService,
    private readonly bulk: BulkContactsService,
  ) {}

  /** Searches and filters contacts, newest first unless sorted otherwise. */
  @Get()
  @RequireScope('contacts:read')
  async list(@CurrentActor() actor: Actor, @Query() query: ContactListQueryDto): Promise<ContactPageView> {
    const { limit, cursor, sort, direction } = query;
    const page = await this.lists.list(actor.workspaceId, {
      filter: toFilter(query),
      order: { sort, direction },
      page: { limit, ...(cursor === undefined ? {} : { cursor }) },
    });
    return toPageView(page, toContactView);
  }

  /** Creates a contact; 409 `contact.email-taken` when the address is there already. */
  @Post()
  @RequireScope('contacts:write')
  async create(@CurrentActor() actor: Actor, @Body() body: CreateContactDto): Promise<ContactView> {
    return toContactView(await this.contacts.create(actor, body));
  }

  /** Creates the contact with this address or updates the one that has it. Safe to repeat. */
  @Put('by-email')
  @RequireScope('contacts:write')
  async upsert(@CurrentActor() actor: Actor, @Body() body: CreateContactDto): Promise<ContactView> {
    return toContactView((await this.contacts.upsertByEmail(actor, body)).contact);
  }

  /** Tags, untags or erases many contacts: those given by id, or all that match a filter. */
  @Post('bulk')
  @HttpCode(200)
  @RequireScope('contacts:write')
  async change(@CurrentActor() actor: Actor, @Body() body: BulkContactsDto): Promise<BulkResultView> {
    const filter = bulkFilter(body);
    if (body.action === 'delete') {
      return { count: await this.bulk.erase(actor, filter, required('reason', body.reason)) };
    }
    const tags = required('tags', body.tags);
    const count = await this.bulk[body.action](actor, filter, tags);
    return { count };
  }

  /** One contact. */
  @Get(':id')
  @RequireScope('contacts:read')
  async get(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<ContactView> {
    return toContactView(await this.contacts.get(actor.workspaceId, id));
  }

  /** Changes the given values; null clears. */
  @Patch(':id')
  @RequireScope('contacts:write')
  async update(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() body: UpdateContactDto,
  ): Promise<ContactView> {
    return toContactView(await this.contacts.update(actor, id, body));
  }

  /** Erases a contact with all personal data for good; the address stays suppressed as a keyed hash. */
  @Delete(':id')
  @HttpCode(204)
  @RequireScope('contacts:write')
  async erase(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Query() query: EraseContactQueryDto,
  ): Promise<void> {
    await this.bulk.eraseOne(actor, id, query.reason ?? '');
  }
}

function bulkFilter(body: BulkContactsDto): ContactFilter {
  const { ids, filter, all } = body;
  if ([ids, filter, all].filter((selection) => selection !== undefined).length !== 1) {
    throw invalidField('/ids', 'contacts.bulk-selection', 'Give exactly one of ids, filter and all.');
  }
  if (ids) return { ids };
  const conditions = toFilter(filter ?? {});
  // A condition that got lost on its way must never turn into "everybody".
  const { search, tag, fields = [] } = conditions;
  if (filter && search === undefined && tag === undefined && fields.length === 0) {
    const message = 'filter names no condition; to mean every contact, send "all": true instead.';
    throw invalidField('/filter', 'contacts.bulk-selection', message);
  }
  return conditions;
}

function required<T>(name: string, value: T | undefined): T {
  if (value === undefined || value === '') {
    throw invalidField(`/${name}`, 'required', `${name} is required for this action.`);
  }
  return value;
}
