import { Injectable } from '@nestjs/common';
import { TemplatesService } from '@features/templates';
import { notFound } from '@platform/errors';
import type { Campaign } from '../campaign';
import { AbTestsRepository } from './ab-tests.repository';
import { withVariant } from './check-ab-test';
import { abTestNotFound, unknownVariant } from './ab-test.errors';
import type { AbTest } from './ab-test';
import type { Variant, VariantKey } from './variant';

/** The message of each variant: the campaign as it reads with what the variant overrides. */
@Injectable()
export class VariantContents {
  constructor(
    private readonly tests: AbTestsRepository,
    private readonly templates: TemplatesService,
  ) {}

  /** A resolved campaign with the frozen content and the sender of a variant; as it is where `key` is null. */
  async frozen(campaign: Campaign, key: string | null): Promise<Campaign> {
    if (key === null) return campaign;
    const variant = await this.tests.findVariant(campaign.workspaceId, campaign.id, key);
    if (!variant?.templateVersionId) throw notFound('campaign-variant', key);
    return { ...withVariant(campaign, variant), templateVersionId: variant.templateVersionId };
  }

  /** A draft as one variant would read now; as it is where `key` is undefined. Throws `ab-test.unknown-variant`. */
  async draft(campaign: Campaign, key: string | undefined): Promise<Campaign> {
    if (key === undefined) return campaign;
    const test = await this.tests.find(campaign.workspaceId, campaign.id);
    if (!test) throw abTestNotFound();
    const variant = test.variants.find((each) => each.key === key);
    if (!variant)
      throw unknownVariant(
        key,
        test.variants.map((each) => each.key),
      );
    return withVariant(campaign, variant);
  }

  /** Freezes the content of every variant; ids of template versions. Compiles, so call it before opening a transaction. */
  async freeze(campaign: Campaign, { variants }: AbTest): Promise<Map<VariantKey, string>> {
    const versions = new Map<VariantKey, string>();
    for (const variant of variants) versions.set(variant.key, await this.freezeOne(campaign, variant));
    return versions;
  }

  private async freezeOne(campaign: Campaign, variant: Variant): Promise<string> {
    const { workspaceId, templateId, subject, preheader } = withVariant(campaign, variant);
    const version = await this.templates.freeze(workspaceId, templateId as string, { subject, preheader });
    return version.id;
  }
}
