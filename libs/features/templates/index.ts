export { BRAND_KEYS, type Brand, type BrandKey } from './brand-settings';
export { BrandsRepository } from './brands.repository';
export { BrandsService } from './brands.service';
export {
  toRecipientValues,
  valueAt,
  type ContactValues,
  type MergeInput,
  type RecipientValues,
  type WorkspaceValues,
} from './merge-context';
export { MergeContexts } from './merge-contexts.service';
export { PreviewPagesRepository } from './preview-pages.repository';
export { PREVIEW_LIFETIME_SECONDS, PreviewPages } from './preview-pages.service';
export { PreviewsService, type Preview, type PreviewField, type PreviewRequest } from './previews.service';
export { Template } from './template.entity';
export { TemplateCompiler, type TemplateSource } from './template-compiler.service';
export { TemplateGallery, type GalleryTemplate } from './template-gallery.service';
export {
  TemplateVersionsRepository,
  type TemplateVersion,
  type TemplateVersionSummary,
} from './template-versions.repository';
export { TemplatesRepository, type TemplateContent, type TemplateFilter } from './templates.repository';
export { TemplatesModule } from './templates.module';
export { TemplatesService } from './templates.service';
export { WorkspaceValuesRepository } from './workspace-values.repository';
