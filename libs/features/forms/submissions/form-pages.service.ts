import { Injectable } from '@nestjs/common';
import { BrandsService, type Brand } from '@features/templates';
import { FormsRepository } from '../forms.repository';
import type { FormOfSubmission } from './accept-submission.service';
import type { StoredSubmission } from './submission';

export interface FormOwner {
  name: string;
  brand: Brand | null;
}

/** As long as published forms are: how late a hosted form may show another brand. */
const KEPT_MS = 5_000;
const MAX_KEPT = 500;

/** Whose pages visitors see. */
@Injectable()
export class FormPages {
  private readonly kept = new Map<string, { owner: Promise<FormOwner>; until: number }>();

  constructor(
    private readonly forms: FormsRepository,
    private readonly brands: BrandsService,
  ) {}

  /** The same object for seconds, so that a busy form costs no question per visitor. */
  async keptOwnerOf(workspaceId: string, now = Date.now()): Promise<FormOwner> {
    const known = this.kept.get(workspaceId);
    if (known !== undefined && known.until > now) return known.owner;
    const owner = this.ownerOf(workspaceId);
    this.kept.delete(workspaceId);
    this.kept.set(workspaceId, { owner, until: now + KEPT_MS });
    owner.catch(() => this.kept.delete(workspaceId));
    const oldest = this.kept.keys().next();
    if (this.kept.size > MAX_KEPT && oldest.done !== true) this.kept.delete(oldest.value);
    return owner;
  }

  async ownerOf(workspaceId: string): Promise<FormOwner> {
    const brand = await this.brands.get(workspaceId);
    return { name: brand.companyName, brand };
  }

  /** The form in the version that was filled in, also when it is archived by now: a promise is kept. */
  async formOf({ workspaceId, formId, version }: StoredSubmission): Promise<FormOfSubmission | null> {
    const [form, definition] = await Promise.all([
      this.forms.find(workspaceId, formId),
      this.forms.findVersion(workspaceId, formId, version),
    ]);
    if (form === null || definition === null) return null;
    return { id: formId, workspaceId, name: form.name, slug: form.slug, definition };
  }
}
