import { AuditRepository, AuditService, systemActor } from '@features/accounts';
import {
  AddressHasher,
  ContactEventsRepository,
  ContactFieldCatalogue,
  ContactFieldsRepository,
  ContactsRepository,
} from '@features/contacts';
import {
  BrandsRepository,
  BrandsService,
  FrozenContents,
  MergeContexts,
  PreviewPages,
  PreviewPagesRepository,
  PreviewsService,
  SavedBlocksRepository,
  SavedBlocksService,
  SavedPartials,
  TemplateCompiler,
  TemplateGallery,
  TemplatesRepository,
  TemplatesService,
  TemplateVersionsRepository,
  WorkspaceValuesRepository,
  type Template,
  type TemplateContent,
} from '@features/templates';
import type { Database } from '@platform/database';
import type { RenderPool } from '@platform/mail';
import { testSettings } from '../test-settings';

/** The real services of the templates feature on a test database, for tests that need no Nest module. */
export function templateServicesFor(database: Database, pool: RenderPool) {
  const audit = new AuditService(new AuditRepository(database));
  const gallery = new TemplateGallery();
  const workspaces = new WorkspaceValuesRepository(database);
  const brands = new BrandsService(database, new BrandsRepository(database), workspaces, gallery, audit);
  const catalogue = new ContactFieldCatalogue(new ContactFieldsRepository(database));
  const savedRows = new SavedBlocksRepository(database);
  const compiler = new TemplateCompiler(pool, gallery, brands, catalogue, new SavedPartials(savedRows));
  const saved = new SavedBlocksService(database, savedRows, compiler, audit);
  const versions = new TemplateVersionsRepository(database);
  const rows = new TemplatesRepository(database);
  const templates = new TemplatesService(database, rows, versions, compiler, audit);
  const contents = new FrozenContents(database, rows, versions, compiler);
  const hasher = new AddressHasher(testSettings().secret);
  const contacts = new ContactsRepository(database, hasher, new ContactEventsRepository(database));
  const mergeContexts = new MergeContexts(contacts, workspaces);
  const previews = new PreviewsService(templates, compiler, gallery, mergeContexts, pool);
  const pages = new PreviewPages(new PreviewPagesRepository(database));
  return { brands, compiler, contents, gallery, mergeContexts, pages, previews, saved, templates };
}

/** MJML of one column with `content` inside an `mj-text`. */
export function mjmlText(content: string): string {
  return `<mjml><mj-body><mj-section><mj-column><mj-text>${content}</mj-text></mj-column></mj-section></mj-body></mjml>`;
}

/** A template that compiles; anything may be set. */
export async function aTemplate(
  templates: TemplatesService,
  workspaceId: string,
  content: Partial<TemplateContent> = {},
): Promise<Template> {
  return templates.create(systemActor(workspaceId, 'test'), {
    name: 'A template',
    subject: 'Hello {{default contact.firstName "there"}}',
    preheader: '',
    mjml: mjmlText('Hello, <a href="https://example.com/one">read this</a>'),
    ...content,
  });
}
