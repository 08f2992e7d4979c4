import { Injectable } from '@nestjs/common';
import type { PublishedForm } from './form';
import { FormsRepository } from './forms.repository';

/** How long another process may show what was replaced or archived. */
const KEPT_MS = 5_000;
const MAX_KEPT = 500;
const SLUG = /^[a-z0-9-]{8,80}$/;

/** What visitors meet, by slug. Kept in memory for seconds, so that a busy form costs no question per visitor. */
@Injectable()
export class PublishedForms {
  private readonly kept = new Map<string, { form: Promise<PublishedForm | null>; until: number }>();

  constructor(private readonly forms: FormsRepository) {}

  /** Null for what is not published (any more), or never was. */
  async find(slug: string, now = Date.now()): Promise<PublishedForm | null> {
    if (!SLUG.test(slug)) return null;
    const known = this.kept.get(slug);
    if (known !== undefined && known.until > now) return known.form;
    const form = this.forms.findPublished(slug);
    this.kept.delete(slug);
    this.kept.set(slug, { form, until: now + KEPT_MS });
    form.catch(() => this.kept.delete(slug));
    const oldest = this.kept.keys().next();
    if (this.kept.size > MAX_KEPT && oldest.done !== true) this.kept.delete(oldest.value);
    return form;
  }

  /** In this process at once; the others learn it within seconds. */
  forget(slug: string): void {
    this.kept.delete(slug);
  }
}
