import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { type NamedThings, type TreeNames } from './tree-names';

/**
 * Campaigns belong to a later feature; rules name them by id, and a sentence without their names would be of no use.
 * $2 segments, $3 campaigns, $4 folded names or ids of tags, $5 keys or ids of topics.
 */
const FIND = `
  SELECT 'segments' AS kind, s.id::text AS ref, s.name FROM segments s
  WHERE s.workspace_id = $1 AND s.id = ANY($2::uuid[])
  UNION ALL
  SELECT 'campaigns', k.id::text, k.name FROM campaigns k WHERE k.workspace_id = $1 AND k.id = ANY($3::uuid[])
  UNION ALL
  SELECT 'tags', w.ref, t.name FROM unnest($4::text[]) AS w(ref)
  JOIN tags t ON t.workspace_id = $1 AND (t.name_key = w.ref OR t.id::text = w.ref)
  UNION ALL
  SELECT 'topics', w.ref, t.name FROM unnest($5::text[]) AS w(ref)
  JOIN topics t ON t.workspace_id = $1 AND (t.key = w.ref OR t.id::text = w.ref)`;

/** Finds what people call the things that trees refer to. */
@Injectable()
export class TreeNamesRepository {
  constructor(private readonly db: Database) {}

  async find(workspaceId: string, things: NamedThings): Promise<Omit<TreeNames, 'fields'>> {
    const names = {
      segments: new Map<string, string>(),
      campaigns: new Map<string, string>(),
      tags: new Map<string, string>(),
      topics: new Map<string, string>(),
    };
    if (Object.values(things).every((refs: string[]) => refs.length === 0)) return names;
    const rows = await this.db.query<{ kind: keyof NamedThings; ref: string; name: string }>(FIND, [
      workspaceId,
      things.segments,
      things.campaigns,
      things.tags,
      things.topics,
    ]);
    for (const { kind, ref, name } of rows) names[kind].set(ref, name);
    return names;
  }
}
