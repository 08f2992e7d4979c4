import { Injectable } from '@nestjs/common';
import { TemplateCompiler, type TemplateSource } from '@features/templates';
import { DomainError, type FieldError } from '@platform/errors';
import type { CompiledMessage } from '@platform/mail';
import { AbTestsRepository } from '../ab-test/ab-tests.repository';
import type { VariantKey } from '../ab-test/variant';
import type { Campaign } from '../campaign';
import { DraftContents } from '../draft-contents.service';

/** What a draft says now: one message, or that of each variant of its A/B test. */
export interface DraftMessage {
  /** Null without a test. */
  variant: VariantKey | null;
  /** With what the variant overrides. */
  campaign: Campaign;
  /** What the author wrote; null when it cannot be found. */
  source: TemplateSource | null;
  /** Null when it does not compile; then `errors` say why. */
  compiled: CompiledMessage | null;
  errors: FieldError[];
}

/** Compiles what a campaign would send, and freezes nothing. */
@Injectable()
export class DraftMessages {
  constructor(
    private readonly tests: AbTestsRepository,
    private readonly contents: DraftContents,
    private readonly compiler: TemplateCompiler,
  ) {}

  /** Empty without a template. Takes a tenth of a second for each message. */
  async of(draft: Campaign): Promise<DraftMessage[]> {
    const test = await this.tests.find(draft.workspaceId, draft.id);
    const variants = test === null ? [null] : test.variants.map(({ key }) => key);
    const messages: DraftMessage[] = [];
    for (const variant of variants) {
      if (draft.templateId !== null || variant !== null) messages.push(await this.compile(draft, variant));
    }
    return messages;
  }

  private async compile(draft: Campaign, variant: VariantKey | null): Promise<DraftMessage> {
    const message: DraftMessage = { variant, campaign: draft, source: null, compiled: null, errors: [] };
    try {
      const { campaign, source } = await this.contents.source(draft, variant ?? undefined);
      Object.assign(message, { campaign, source });
      message.compiled = await this.compiler.compile(draft.workspaceId, source, 'campaign');
      return message;
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === 'rate-limited' || error.kind === 'unavailable')
        throw error;
      const fallback = [{ pointer: '/templateId', code: error.code, message: error.message }];
      return { ...message, errors: error.errors.length > 0 ? error.errors : fallback };
    }
  }
}
