import { Injectable } from '@nestjs/common';
import type { Actor } from '@features/accounts';
import {
  TemplateCompiler,
  TemplateGallery,
  TemplatesService,
  type GalleryTemplate,
} from '@features/templates';
import type { SequenceEntry } from './sequence-entry';

/** Characters of the name of a template. */
const MAX_NAME = 200;

/** The emails of shipped sequences, and what a workspace makes of them. */
@Injectable()
export class SequenceTemplates {
  constructor(
    private readonly gallery: TemplateGallery,
    private readonly compiler: TemplateCompiler,
    private readonly templates: TemplatesService,
  ) {}

  /** In the order of the entry. */
  shipped({ key, emails }: SequenceEntry): GalleryTemplate[] {
    return emails.map((email) => this.gallery.ofSequence(`${key}/${email.key}`));
  }

  /**
   * Compiles them with the workspace's brand, a tenth of a second each: before any transaction. Throws `template.invalid` where the brand does
   * not fit.
   */
  async check(workspaceId: string, entry: SequenceEntry): Promise<void> {
    for (const shipped of this.shipped(entry)) await this.compiler.compile(workspaceId, shipped, 'campaign');
  }

  /** Templates of the workspace, named after the sequence; in the caller's transaction. */
  async add(
    actor: Actor,
    entry: SequenceEntry,
    sequenceName: string,
  ): Promise<{ email: string; id: string; name: string }[]> {
    const added: { email: string; id: string; name: string }[] = [];
    for (const email of entry.emails) {
      const {
        key: galleryKey,
        subject,
        preheader,
        mjml,
      } = this.gallery.ofSequence(`${entry.key}/${email.key}`);
      const name = `${sequenceName}: ${email.name}`.slice(0, MAX_NAME);
      const { id } = await this.templates.add(actor, { name, subject, preheader, mjml, galleryKey });
      added.push({ email: email.key, id, name });
    }
    return added;
  }
}
