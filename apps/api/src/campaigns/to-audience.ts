import type { Audience, AudienceSource } from '@features/campaigns';
import { invalidField } from '@platform/errors';
import type { AudienceDto, AudienceSourceDto } from './audience.dto';

/** The audience as the campaigns library takes it; throws where a part is neither a segment nor a tree, or both. */
export function toAudience({ include, exclude = [] }: AudienceDto): Audience {
  return { include: toSources('include', include), exclude: toSources('exclude', exclude) };
}

function toSources(part: 'include' | 'exclude', sources: AudienceSourceDto[]): AudienceSource[] {
  return sources.map(({ segmentId, tree }, index) => {
    if (segmentId !== undefined && tree === undefined) return { segmentId };
    if (tree !== undefined && segmentId === undefined) return { tree };
    throw invalidField(
      `/audience/${part}/${index}`,
      'campaign.invalid-audience',
      `audience.${part}[${index}] must have either segmentId or tree.`,
    );
  });
}
