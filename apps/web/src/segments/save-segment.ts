import { api } from '../api/client';
import type { Segment } from '../api/models';
import { unwrap } from '../api/unwrap';
import { asBody } from './segment-queries';
import type { GroupNode } from './tree/rule-tree';

export interface SegmentValues {
  name: string;
  description: string;
  kind: Segment['kind'];
}

/** Makes a segment, or a new version of one. Refused when somebody else has changed it since it was read. */
export function saveSegment(
  segment: Segment | null,
  values: SegmentValues,
  tree: GroupNode,
): Promise<Segment> {
  const { kind } = values;
  const body = { name: values.name.trim(), description: values.description.trim(), tree: asBody(tree) };
  if (!segment) return unwrap(api.POST('/api/v1/segments', { body: { ...body, kind } }));
  return unwrap(
    api.PATCH('/api/v1/segments/{id}', {
      params: { path: { id: segment.id } },
      body: {
        ...body,
        version: segment.version,
        ...(kind !== segment.kind && kind !== 'static' ? { kind } : {}),
      },
    }),
  );
}
