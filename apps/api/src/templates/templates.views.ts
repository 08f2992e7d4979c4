import { ApiProperty } from '@nestjs/swagger';
import type {
  GalleryTemplate,
  Preview,
  PreviewField,
  Template,
  TemplateVersionSummary,
} from '@features/templates';
import { PageOf } from '../http';

/** A template in a list. */
export class TemplateSummaryView {
  /** Id of the template. */
  id!: string;
  /** Shown in lists. */
  name!: string;
  /** Subject line, may hold merge fields. */
  subject!: string;
  /** Line after the subject, may hold merge fields. */
  preheader!: string;
  /** `blocks`: made of blocks; `mjml`: written as MJML. */
  mode!: 'blocks' | 'mjml';
  /** Counts changes from 1; send it along with yours, so that nobody's are lost. */
  version!: number;
  /** Key of the gallery template it was made from; null for others. */
  galleryKey!: string | null;
  /** Since when it is archived; null while in use. */
  archivedAt!: Date | null;
  /** When it was made. */
  createdAt!: Date;
  /** When it was last changed. */
  updatedAt!: Date;
}

/** A template with its source. */
export class TemplateView extends TemplateSummaryView {
  /** MJML with Handlebars; of an email made of blocks what they became. */
  mjml!: string;
  /** The blocks; null for an email that is written as MJML. Described by `GET /api/v1/templates/document-schema`. */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  document!: object | null;
}

/** One page of templates. */
export class TemplatePageView extends PageOf(TemplateSummaryView) {}

/** A shipped template. */
export class GalleryTemplateView {
  /** Name it in `POST /templates/from-gallery`. */
  key!: string;
  /** Name shown to people. */
  name!: string;
  /** What it is for. */
  description!: string;
  /** What a copy is: `blocks` or `mjml`. */
  mode!: 'blocks' | 'mjml';
  /** Kind of email, such as `newsletter` or `event`. */
  category!: string;
  /** Subject line. */
  subject!: string;
  /** Line after the subject. */
  preheader!: string;
}

/** All shipped templates by name. */
export class GalleryView {
  /** The templates. */
  items!: GalleryTemplateView[];
}

/** A frozen state of a template. */
export class TemplateVersionView {
  /** Id of the version. */
  id!: string;
  /** Counts from 1 within the template. */
  number!: number;
  /** Subject line as it was. */
  subject!: string;
  /** Line after the subject as it was. */
  preheader!: string;
  /** When it was frozen. */
  createdAt!: Date;
}

/** One page of versions. */
export class TemplateVersionPageView extends PageOf(TemplateVersionView) {}

/** A merge field of a preview. */
export class PreviewFieldView {
  /** Such as `contact.firstName`. */
  path!: string;
  /** True when every use has a default or stands in a block that tests it. */
  hasFallback!: boolean;
  /** True when the shown contact has no value. */
  isMissing!: boolean;
}

/** What a recipient would get. */
export class PreviewView {
  /** Subject line with values. */
  subject!: string;
  /** Line after the subject with values. */
  preheader!: string;
  /** The HTML part. It is a stranger's page: show it only in a sandboxed frame, best by `htmlPath`. */
  html!: string;
  /** The plain-text part. */
  text!: string;
  /** Octets of the HTML part; Gmail cuts messages off at about 102 000. */
  sizeBytes!: number;
  /** What should be looked at before sending. */
  warnings!: string[];
  /** Merge fields of the message. */
  fields!: PreviewFieldView[];
  /** Path of the HTML part for a sandboxed frame; works 15 minutes, for the caller only. */
  htmlPath!: string;
}

/** Never the source: lists stay small. */
export function toTemplateSummaryView(template: Template): TemplateSummaryView {
  const { id, name, subject, preheader, version, galleryKey, archivedAt, createdAt, updatedAt } = template;
  const mode = template.document === null ? 'mjml' : 'blocks';
  return { id, name, subject, preheader, mode, version, galleryKey, archivedAt, createdAt, updatedAt };
}

export function toTemplateView(template: Template): TemplateView {
  return { ...toTemplateSummaryView(template), mjml: template.mjml, document: template.document };
}

export function toGalleryTemplateView(template: GalleryTemplate): GalleryTemplateView {
  const { key, name, description, category, subject, preheader, document } = template;
  const mode = document === null ? 'mjml' : 'blocks';
  return { key, name, description, mode, category, subject, preheader };
}

export function toTemplateVersionView(version: TemplateVersionSummary): TemplateVersionView {
  const { id, number, subject, preheader, createdAt } = version;
  return { id, number, subject, preheader, createdAt };
}

/** `token` opens the HTML part as a page. */
export function toPreviewView(preview: Preview, token: string): PreviewView {
  const { subject, preheader, html, text, sizeBytes, warnings, fields } = preview;
  return {
    subject,
    preheader,
    html,
    text,
    sizeBytes,
    warnings,
    fields: fields.map(({ path, hasFallback, isMissing }: PreviewField) => ({
      path,
      hasFallback,
      isMissing,
    })),
    htmlPath: `/api/v1/templates/previews/${token}`,
  };
}
