import { Injectable } from '@nestjs/common';
import { ConditionCompiler } from '@features/segments';
import { EntriesRepository, ENTRY_PARAM, type Candidate, type Entry } from './entries.repository';
import { RunningVersions } from './running-versions.service';

/** Contacts who enter in one statement. */
const AT_ONCE = 1_000;

/** Lets contacts into sequences: those that the filter lets in, whose re-entry is allowed, who are not in it and may be mailed. */
@Injectable()
export class Entries {
  constructor(
    private readonly versions: RunningVersions,
    private readonly compiler: ConditionCompiler,
    private readonly entries: EntriesRepository,
  ) {}

  /** In the caller's transaction. Of several candidates for one contact the earliest counts. Throws `segment.invalid-tree`. */
  async enter(
    workspaceId: string,
    sequence: { id: string; version: number },
    { candidates, now }: { candidates: readonly Candidate[]; now: Date },
  ): Promise<Entry[]> {
    if (candidates.length === 0) return [];
    const graph = await this.versions.graph(workspaceId, sequence.id, sequence.version);
    const filter =
      graph.filter === null
        ? { sql: 'true', params: [] }
        : await this.compiler.tree(workspaceId, graph.filter, { firstParam: ENTRY_PARAM, now });
    const rules = {
      sequenceId: sequence.id,
      version: sequence.version,
      start: graph.start,
      topicId: graph.topicId,
      reentry: graph.reentry,
      filter,
    };
    const answers: Entry[] = [];
    for (let start = 0; start < candidates.length; start += AT_ONCE)
      answers.push(
        ...(await this.entries.enter(workspaceId, rules, {
          candidates: candidates.slice(start, start + AT_ONCE),
          now,
        })),
      );
    return answers;
  }

  /** Those of the contacts whom a step of another sequence let in since then. */
  async enteredByStep(
    workspaceId: string,
    sequenceId: string,
    about: { contactIds: readonly string[]; since: Date },
  ): Promise<Set<string>> {
    return this.entries.enteredByStep(workspaceId, sequenceId, about);
  }
}
