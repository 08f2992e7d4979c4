export type { Block, BlockDocument, ColumnBlock, ColumnSplit, Inline } from './blocks/block-document';
export { blockDocumentSchema } from './blocks/block-document-schema';
export { type Brand } from './brand-settings';
export { BrandsRepository } from './brands.repository';
export { BrandsService } from './brands.service';
export { FrozenContents, type ContentRequest, type FrozenContent } from './frozen-contents.service';
export { valueAt, type RecipientValues } from './merge-context';
export { MergeContexts } from './merge-contexts.service';
export { PreviewPagesRepository } from './preview-pages.repository';
export { PreviewPages } from './preview-pages.service';
export { PreviewsService, type Preview, type PreviewField, type PreviewRequest } from './previews.service';
export { SavedBlocksRepository } from './saved-blocks/saved-blocks.repository';
export { type SavedBlocks, type SavedBlocksUse } from './saved-blocks/saved-block';
export { SavedBlocksService, type SavedBlocksInput } from './saved-blocks/saved-blocks.service';
export { SavedPartials } from './saved-blocks/saved-partials.service';
export { Template } from './template.entity';
export { readBody, type BodyInput } from './template-body';
export { TemplateCompiler, type TemplateSource } from './template-compiler.service';
export { TemplateGallery, type GalleryTemplate } from './template-gallery.service';
export {
  TemplateVersionsRepository,
  type TemplateVersion,
  type TemplateVersionSummary,
} from './template-versions.repository';
export { TemplatesRepository, type TemplateContent } from './templates.repository';
export { TemplatesModule } from './templates.module';
export { TemplatesService, type TemplateChanges, type TemplateInput } from './templates.service';
export { WorkspaceValuesRepository } from './workspace-values.repository';
