export { AddressHasher } from './address-hasher';
export {
  MAX_TEXT_LENGTH,
  choiceKey,
  isCalendarDate,
  readAttribute,
  readAttributeText,
  splitChoices,
  tidyText,
} from './attribute-values';
export type { ValueResult } from './attribute-values';
export type { Company, CompanyInput } from './company';
export { CompaniesRepository } from './companies.repository';
export * from './contact';
export * from './contact-field';
export { ContactFieldCatalogue } from './contact-field-catalogue';
export { ContactField } from './contact-field.entity';
export { checkDeclaration, keyFromLabel } from './contact-field-rules';
export { ContactFieldsRepository } from './contact-fields.repository';
export { ContactFieldsService, MAX_CONTACT_FIELDS } from './contact-fields.service';
export { ContactErasureRepository } from './contact-erasure.repository';
export { ContactEventsRepository } from './contact-events.repository';
export { IndexContacts } from './contact-index/index-contacts.service';
export * from './contact-index/contact-index.jobs';
export { ContactListRepository } from './contact-list.repository';
export { ContactListService } from './contact-list.service';
export { profileColumns, profileKeys, readProfileValue } from './contact-profile';
export { ContactTagsService } from './contact-tags.service';
export * from './contacts.errors';
export { ContactsModule } from './contacts.module';
export { ContactsRepository } from './contacts.repository';
export { ContactsService } from './contacts.service';
export type { RenderContext } from './render-context';
export { TagsRepository, type Tag } from './tags.repository';
export { BulkContactsService } from './bulk-contacts.service';
export { CompaniesService } from './companies.service';
export { toLine, type CsvOptions } from './contact-csv';
export { ContactExportService } from './contact-export.service';
export { EXPORT_STATEMENTS, NOT_EXPORTED, type PersonalData } from './contact-export.repository';
export { personalDataCsv } from './personal-data-csv';
export * from './note';
export { NotesService } from './notes.service';
export { TIMELINE_SUBJECTS, type TimelineSubject } from './timeline-subject';
export type { TimelineItem } from './timeline.repository';
export { TimelineService } from './timeline.service';
