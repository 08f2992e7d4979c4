import { Injectable } from '@nestjs/common';
import { TemplatesService } from '@features/templates';
import { Settings } from '@platform/config';
import type { MessagePlan } from '@platform/mail';

const MAX_KEPT = 200;

/** Frozen versions as plans for the renderer. They never change, so the last few hundred are kept. */
@Injectable()
export class FrozenMessages {
  private readonly kept = new Map<string, Promise<MessagePlan>>();

  constructor(
    private readonly templates: TemplatesService,
    private readonly settings: Settings,
  ) {}

  /** @throws DomainError `template-version.not-found` */
  async get(workspaceId: string, versionId: string): Promise<MessagePlan> {
    const key = `${workspaceId}/${versionId}`;
    const plan = this.kept.get(key) ?? this.load(workspaceId, versionId);
    // Re-inserted: the least recently used one stands first.
    this.kept.delete(key);
    this.kept.set(key, plan);
    plan.catch(() => this.kept.delete(key));
    const oldest = this.kept.keys().next();
    if (this.kept.size > MAX_KEPT && oldest.done !== true) this.kept.delete(oldest.value);
    return plan;
  }

  private async load(workspaceId: string, versionId: string): Promise<MessagePlan> {
    const { compiled } = await this.templates.getVersion(workspaceId, versionId);
    return {
      message: compiled,
      // Nothing is sent from this plan; only its body and links are rendered.
      from: { address: 'nobody@example.com' },
      messageIdDomain: 'example.com',
      publicBaseUrl: this.settings.http.appUrl,
    };
  }
}
