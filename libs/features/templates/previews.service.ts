import { Injectable } from '@nestjs/common';
import { notFound } from '@platform/errors';
import {
  RenderPool,
  type CompiledMessage,
  type LinkTokens,
  type MergeField,
  type RenderedMessage,
} from '@platform/mail';
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
  /** A brand and a postal address that are not saved, instead of the workspace's. */
  look?: { brand: Record<string, unknown>; postalAddress?: string };
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
   * @throws DomainError `template.not-found`, `contact.not-found`, `template.invalid`, `brand.invalid`
   */
  async preview(workspaceId: string, request: PreviewRequest): Promise<Preview> {
    const { source, galleryKey } = await this.sourceOf(workspaceId, request);
    const [message, recipient] = await Promise.all([
      request.look === undefined
        ? this.compiler.compile(workspaceId, source)
        : this.compiler.compileInBrand(workspaceId, source, request.look.brand),
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

  /** A message as it was frozen, with sample data and these tokens in its links, below `https://example.com`. */
  async frozen(workspaceId: string, message: CompiledMessage, tokens: LinkTokens): Promise<RenderedMessage> {
    const { email, ...values } = await this.recipientOf(workspaceId, {}, null);
    return this.pool.render(
      {
        message,
        from: { address: 'preview@example.com' },
        messageIdDomain: 'example.com',
        publicBaseUrl: 'https://example.com',
      },
      { to: { address: email }, ...values, tokens },
    );
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
    { contactId, sample, look }: PreviewRequest,
    galleryKey: string | null,
  ): Promise<RecipientValues> {
    const campaign = { name: 'Preview' };
    if (contactId === undefined) {
      const shipped = galleryKey === null ? undefined : this.gallery.sampleOf(galleryKey);
      const workspace = await this.mergeContexts.workspace(workspaceId);
      const postalAddress = look?.postalAddress ?? workspace.postalAddress;
      const values = toRecipientValues({
        contact: sampleContact(sample ?? shipped ?? {}),
        workspace: { ...workspace, postalAddress },
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
