import { Injectable } from '@nestjs/common';
import { BrandsService, type Brand } from '@features/templates';
import { FormsRepository } from '../forms.repository';
import type { FormOfSubmission } from './accept-submission.service';
import type { StoredSubmission } from './submission';

/** Whose pages visitors see. */
@Injectable()
export class FormPages {
  constructor(
    private readonly forms: FormsRepository,
    private readonly brands: BrandsService,
  ) {}

  async ownerOf(workspaceId: string): Promise<{ name: string; brand: Brand | null }> {
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
