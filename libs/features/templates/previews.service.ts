import { Injectable } from '@nestjs/common';
import { notFound } from '@platform/errors';
import { RenderPool, type MergeField } from '@platform/mail';
import { toRecipientValues, valueAt, type RecipientValues } from './merge-context';
import { MergeContexts } from './merge-contexts.service';
import { sampleContact } from './preview-source';
import { readBody, type BodyInput } from './template-body';
import { TemplateCompiler, type TemplateSource } from './template-compiler.service';
import { TemplateGallery } from './template-gallery.service';
import { TemplatesService } from './templates.service';

export interface PreviewRequest {
  /** A saved template; else `source`. */
  templateId?: string;
  /** What stands in an editor, saved or not. */
  source?: Pick<TemplateSource, 'subject' | 'preheader'> & BodyInput;
  /** Render as this contact; else with sample data. */
  contactId?: string;
  /**
   * Values instead of the built-in sample, such as `{ "contact": { "firstName": "Ada" } }`. Its `data` stands for what comes
   * with a single message, also beside `contactId`.
   */
  sample?: Record<string, unknown>;
}

export interface Preview {
  subject: string;
  preheader: string;
  html: string;
  text: string;
  /** Octets of the HTML part; Gmail cuts messages off at about 102 000. */
  sizeBytes: number;
  warnings: string[];
  fields: PreviewField[];
}

export interface PreviewField extends MergeField {
  /** No value in this preview. */
  isMissing: boolean;
}

/** Shows what a recipient would get, rendered by the same code and under the same limits as sending. */
@Injectable()
export class PreviewsService {
  constructor(
    private readonly templates: TemplatesService,
    private readonly compiler: TemplateCompiler,
    private readonly gallery: TemplateGallery,
    private readonly mergeContexts: MergeContexts,
    private readonly pool: RenderPool,
  ) {}

  /**
   * Links lead to their targets without any tracking; unsubscribe, preferences and view-in-browser lead nowhere.
   *
   * @throws DomainError `template.not-found`, `contact.not-found`, `template.invalid`
   */
  async preview(workspaceId: string, request: PreviewRequest): Promise<Preview> {
    const { source, galleryKey } = await this.sourceOf(workspaceId, request);
    const [message, recipient] = await Promise.all([
      this.compiler.compile(workspaceId, source),
      this.recipientOf(workspaceId, request, galleryKey),
    ]);
    const { email, ...values } = recipient;
    const rendered = await this.pool.render(
      {
        message,
        from: { address: 'preview@example.com' },
        messageIdDomain: 'example.com',
        publicBaseUrl: 'https://example.com',
      },
      { to: { address: email }, ...values },
    );
    return {
      ...rendered,
      sizeBytes: Buffer.byteLength(rendered.html),
      warnings: message.warnings,
      fields: message.fields.map((field) => ({
        ...field,
        isMissing: isBlank(valueAt(recipient.context, field.path)),
      })),
    };
  }

  private async sourceOf(
    workspaceId: string,
    { templateId, source }: PreviewRequest,
  ): Promise<{ source: TemplateSource; galleryKey: string | null }> {
    if (source !== undefined) {
      const { subject, preheader, mjml, document } = source;
      return { source: { subject, preheader, ...readBody({ mjml, document }) }, galleryKey: null };
    }
    const template = await this.templates.get(workspaceId, templateId ?? '');
    const { subject, preheader, mjml, document, galleryKey } = template;
    return { source: { subject, preheader, mjml, document }, galleryKey };
  }

  private async recipientOf(
    workspaceId: string,
    { contactId, sample }: PreviewRequest,
    galleryKey: string | null,
  ): Promise<RecipientValues> {
    const campaign = { name: 'Preview' };
    if (contactId === undefined) {
      const shipped = galleryKey === null ? undefined : this.gallery.sampleOf(galleryKey);
      const workspace = await this.mergeContexts.workspace(workspaceId);
      const values = toRecipientValues({
        contact: sampleContact(sample ?? shipped ?? {}),
        workspace,
        campaign,
      });
      return withData(values, sample);
    }
    const contacts = await this.mergeContexts.forContacts(workspaceId, [contactId], campaign);
    const recipient = contacts.get(contactId);
    if (recipient === undefined) throw notFound('contact', contactId);
    return withData(recipient, sample);
  }
}

function withData(values: RecipientValues, sample: Record<string, unknown> | undefined): RecipientValues {
  if (sample === undefined || !Object.hasOwn(sample, 'data')) return values;
  return { ...values, context: { ...values.context, data: sample['data'] } };
}

function isBlank(value: unknown): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}
