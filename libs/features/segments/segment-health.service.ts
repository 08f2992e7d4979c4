import { Injectable } from '@nestjs/common';
import { brokenReasons } from './broken-reasons';
import { TreeDescriber } from './explain/tree-describer.service';
import { SegmentAlertsRepository } from './history/segment-alerts.repository';
import { RuleTreeLoader } from './rule-tree-loader';
import type { Segment, SegmentRow } from './segment';
import { invalidTree } from './segments.errors';

/** Whether trees are sound, before they are stored and ever after. */
@Injectable()
export class SegmentHealth {
  constructor(
    private readonly loader: RuleTreeLoader,
    private readonly jumps: SegmentAlertsRepository,
    private readonly describer: TreeDescriber,
  ) {}

  /** Throws every mistake of a new tree, references and cycles included. `self` is the segment that it is for. */
  async check(workspaceId: string, json: unknown, self: string | null): Promise<void> {
    const loaded = await this.loader.load(workspaceId, { json, isStored: false, self });
    if (!loaded.ok) throw invalidTree(loaded.issues);
  }

  /** The list of a static segment does not depend on its tree, so only live trees can break. */
  async of(workspaceId: string, rows: readonly SegmentRow[]): Promise<Segment[]> {
    if (rows.length === 0) return [];
    const sources = rows.map((row) => ({ json: row.tree, isStored: true, self: row.id }));
    const loaded = await this.loader.loadMany(workspaceId, sources);
    const alerts = await this.jumps.open(
      workspaceId,
      rows.map((row) => row.id),
    );
    const summaries = await this.describer.describeSaved(workspaceId, rows);
    return rows.map((row, index) => {
      const result = loaded[index];
      const reasons =
        row.kind !== 'static' && result && !result.ok ? brokenReasons(row.tree, result.issues) : [];
      const alert = alerts.get(row.id) ?? null;
      const summary = summaries[index]!;
      return { ...row, summary, isBroken: reasons.length > 0, brokenReasons: reasons, alert };
    });
  }
}
