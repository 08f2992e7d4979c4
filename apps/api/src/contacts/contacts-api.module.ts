import { Module } from '@nestjs/common';
import { ContactsModule } from '@features/contacts';
import { CompaniesController } from './companies.controller';
import { ContactDetailsController } from './contact-details.controller';
import { ContactExportController } from './contact-export.controller';
import { ContactFieldsController } from './contact-fields.controller';
import { ContactsController } from './contacts.controller';
import { TagsController } from './tags.controller';

/** `/contacts/export` is declared before `/contacts/:id`, which would match it. */
@Module({
  imports: [ContactsModule],
  controllers: [
    ContactExportController,
    ContactsController,
    ContactDetailsController,
    ContactFieldsController,
    TagsController,
    CompaniesController,
  ],
})
export class ContactsApiModule {}
