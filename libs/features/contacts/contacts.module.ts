import { Module } from '@nestjs/common';
import { AccountsModule } from '@features/accounts';
import { Settings } from '@platform/config';
import { DatabaseModule } from '@platform/database';
import { AddressHasher } from './address-hasher';
import { BulkContactRepositories } from './bulk-contacts.repositories';
import { BulkContactsService } from './bulk-contacts.service';
import { CompaniesService } from './companies.service';
import { ContactErasureRepository } from './contact-erasure.repository';
import { ContactExportRepository } from './contact-export.repository';
import { ContactExportService } from './contact-export.service';
import { ContactIndexRepository } from './contact-index/contact-index.repository';
import { ContactMatchesRepository } from './contact-index/contact-matches.repository';
import { IndexContacts } from './contact-index/index-contacts.service';
import { ContactSelectionRepository } from './contact-selection.repository';
import { NotesRepository } from './notes.repository';
import { NotesService } from './notes.service';
import { TimelineRepository } from './timeline.repository';
import { TimelineService } from './timeline.service';
import { CompaniesRepository } from './companies.repository';
import { ContactEventsRepository } from './contact-events.repository';
import { ContactFieldCatalogue } from './contact-field-catalogue';
import { ContactField } from './contact-field.entity';
import { ContactFieldsRepository } from './contact-fields.repository';
import { ContactFieldsService } from './contact-fields.service';
import { ContactListRepository } from './contact-list.repository';
import { ContactListService } from './contact-list.service';
import { ContactTagsService } from './contact-tags.service';
import { ContactsRepository } from './contacts.repository';
import { ContactsService } from './contacts.service';
import { TagsRepository } from './tags.repository';

/** Contacts and what describes them. */
@Module({
  imports: [AccountsModule, DatabaseModule.forEntities([ContactField])],
  providers: [
    {
      provide: AddressHasher,
      useFactory: (settings: Settings) => new AddressHasher(settings.secret),
      inject: [Settings],
    },
    BulkContactRepositories,
    BulkContactsService,
    CompaniesService,
    ContactErasureRepository,
    ContactExportRepository,
    ContactExportService,
    ContactIndexRepository,
    ContactMatchesRepository,
    ContactSelectionRepository,
    IndexContacts,
    NotesRepository,
    NotesService,
    TimelineRepository,
    TimelineService,
    CompaniesRepository,
    ContactEventsRepository,
    ContactFieldCatalogue,
    ContactFieldsRepository,
    ContactFieldsService,
    ContactListRepository,
    ContactListService,
    ContactTagsService,
    ContactsRepository,
    ContactsService,
    TagsRepository,
  ],
  exports: [
    AddressHasher,
    BulkContactsService,
    CompaniesService,
    ContactErasureRepository,
    ContactExportService,
    ContactListRepository,
    IndexContacts,
    NotesService,
    TimelineService,
    CompaniesRepository,
    ContactFieldCatalogue,
    ContactFieldsRepository,
    ContactFieldsService,
    ContactListService,
    ContactTagsService,
    ContactsRepository,
    ContactsService,
    TagsRepository,
  ],
})
export class ContactsModule {}
