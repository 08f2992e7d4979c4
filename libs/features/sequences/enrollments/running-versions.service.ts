import { Injectable } from '@nestjs/common';
import type { PublishedGraph } from '../graph/sequence-graph';
import { RunningSequencesRepository } from './running-sequences.repository';

const KEPT = 200;

/** Published graphs. They never change, so the ones used last stay in memory. */
@Injectable()
export class RunningVersions {
  private readonly kept = new Map<string, PublishedGraph>();

  constructor(private readonly sequences: RunningSequencesRepository) {}

  async graph(workspaceId: string, sequenceId: string, version: number): Promise<PublishedGraph> {
    const key = `${workspaceId} ${sequenceId} ${version}`;
    const known = this.kept.get(key);
    if (known) return known;
    const graph = await this.sequences.graph(workspaceId, sequenceId, version);
    if (!graph) throw new Error(`sequence ${sequenceId} has no version ${version}`);
    this.kept.set(key, graph);
    const [oldest] = this.kept.keys();
    if (this.kept.size > KEPT && oldest !== undefined) this.kept.delete(oldest);
    return graph;
  }
}
