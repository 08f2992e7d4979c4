import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { Database } from '@platform/database';
import { parseBrand, type Brand } from './brand-settings';
import { BrandsRepository } from './brands.repository';
import { TemplateGallery } from './template-gallery.service';
import { WorkspaceValuesRepository } from './workspace-values.repository';

/** How a workspace's messages and public pages look. */
@Injectable()
export class BrandsService {
  constructor(
    private readonly database: Database,
    private readonly brands: BrandsRepository,
    private readonly workspaces: WorkspaceValuesRepository,
    private readonly gallery: TemplateGallery,
    private readonly audit: AuditService,
  ) {}

  /** Every value: the workspace's own, else its name and website, else the shipped default. */
  async get(workspaceId: string): Promise<Brand> {
    const [own, defaults] = await Promise.all([this.brands.find(workspaceId), this.defaults(workspaceId)]);
    return { ...defaults, ...(own as Partial<Brand>) };
  }

  /** What holds for values that the workspace has not chosen: its name and website, else the shipped default. */
  async defaults(workspaceId: string): Promise<Brand> {
    const workspace = await this.workspaces.find(workspaceId);
    return {
      ...this.gallery.defaultBrand,
      websiteUrl: workspace?.websiteUrl ?? '',
      companyName: (workspace?.name ?? '').replaceAll('{{', '').slice(0, 100) || 'Your company',
    };
  }

  /**
   * What the brand would be with these values, without saving them.
   *
   * @throws DomainError `brand.invalid`
   */
  async tryOut(workspaceId: string, input: Record<string, unknown>): Promise<Brand> {
    const chosen = parseBrand(input);
    return { ...(await this.defaults(workspaceId)), ...chosen };
  }

  /**
   * Replaces the workspace's own values; keys left out fall back to the default.
   *
   * @throws DomainError `brand.invalid`
   */
  async replace(actor: Actor, input: Record<string, unknown>): Promise<Brand> {
    const brand = parseBrand(input);
    await this.database.transaction(async () => {
      await this.brands.save(actor.workspaceId, brand);
      await this.audit.record(actor, {
        action: 'brand.updated',
        targetKind: 'brand',
        targetId: actor.workspaceId,
        details: { keys: Object.keys(brand) },
      });
    });
    return this.get(actor.workspaceId);
  }
}
