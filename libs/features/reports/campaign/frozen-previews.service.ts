import { Injectable } from '@nestjs/common';
import { PreviewsService, TemplatesService } from '@features/templates';
import { MAP_TOKEN } from './click-map';

/** Messages as they were sent. */
@Injectable()
export class FrozenPreviews {
  constructor(
    private readonly templates: TemplatesService,
    private readonly previews: PreviewsService,
  ) {}

  async html(workspaceId: string, versionId: string): Promise<string> {
    const { compiled } = await this.templates.getVersion(workspaceId, versionId);
    return (await this.previews.frozen(workspaceId, compiled, { click: MAP_TOKEN })).html;
  }
}
