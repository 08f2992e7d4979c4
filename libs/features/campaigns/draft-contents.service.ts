import { Injectable } from '@nestjs/common';
import { TemplateCompiler, TemplatesService, type TemplateSource } from '@features/templates';
import type { CompiledMessage } from '@platform/mail';
import { VariantContents } from './ab-test/variant-contents.service';
import type { Campaign } from './campaign';
import { testNotReady } from './campaigns.errors';

export interface DraftContent {
  /** The campaign with what the variant overrides. */
  campaign: Campaign;
  source: TemplateSource;
}

/** What a draft says now, or one variant of its A/B test: nothing is frozen, so it may change until it is sent. */
@Injectable()
export class DraftContents {
  constructor(
    private readonly variants: VariantContents,
    private readonly templates: TemplatesService,
    private readonly compiler: TemplateCompiler,
  ) {}

  /** Throws `campaign.not-ready` without a template, `ab-test.unknown-variant`. */
  async source(draft: Campaign, variant: string | undefined): Promise<DraftContent> {
    const campaign = await this.variants.draft(draft, variant);
    if (campaign.templateId === null) throw testNotReady();
    const template = await this.templates.get(campaign.workspaceId, campaign.templateId);
    const source = {
      mjml: template.mjml,
      subject: campaign.subject ?? template.subject,
      preheader: campaign.preheader ?? template.preheader,
    };
    return { campaign, source };
  }

  /** Compiled, with a subject that nobody takes for the real one. */
  async forTest(
    draft: Campaign,
    variant: string | undefined,
  ): Promise<{ campaign: Campaign; compiled: CompiledMessage }> {
    const { campaign, source } = await this.source(draft, variant);
    const marked = { ...source, subject: `[Test] ${source.subject}` };
    return { campaign, compiled: await this.compiler.compile(campaign.workspaceId, marked, 'campaign') };
  }
}
