import { Injectable } from '@nestjs/common';
import type { Actor } from '@features/accounts';
import type { ContactInput } from '@features/contacts';
import { invalidField } from '@platform/errors';
import { graphProblems } from '../graph/graph-problems';
import { EnrollmentReads } from '../enrollments/enrollment-reads.service';
import { whyNoEntry } from '../log/describe-log';
import { namedReferences } from '../graph/reference-problems';
import type { RuleTreeJson, SequenceGraph } from '../graph/sequence-graph';
import { SequenceReferencesRepository } from '../sequence-references.repository';
import { sequenceNotFound, sequenceNotReady, sequenceVersionNotFound } from '../sequences.errors';
import { SequencesRepository } from '../sequences.repository';
import { readAnswers, type Answers } from './answers';
import { PretendContact } from './pretend-contact.service';
import { pretendWalk, type PretendWalk, type Walker } from './pretend-walk';

export interface SimulationInput {
  /** A contact of the workspace; or `values` of one who does not exist. With neither: somebody of whom nothing is known. */
  contactId?: string;
  values?: Omit<ContactInput, 'email' | 'company' | 'source'>;
  /** A published version; the draft when left out. */
  version?: number;
  /** When the contact enters; now when left out. */
  startAt?: Date;
  /** What is pretended to happen; see `readAnswers`. */
  answers?: Answers;
}

export interface Simulation extends PretendWalk {
  contactId: string | null;
  version: number | null;
  startAt: Date;
  /** In which times of day are told and windows are read. */
  zone: string;
  /** Whether the contact would enter, by the sequence's filter and re-entry rule; and why. */
  enters: { holds: boolean; because: string };
}

/** Problems without which there is no way through a graph. */
const NEEDED: ReadonlySet<string> = new Set([
  'sequence.no-start',
  'sequence.unknown-step',
  'sequence.circle',
]);

/** Walks one contact through a sequence on a pretend clock. Nothing is kept, nothing is sent. */
@Injectable()
export class SequenceSimulation {
  constructor(
    private readonly sequences: SequencesRepository,
    private readonly references: SequenceReferencesRepository,
    private readonly pretend: PretendContact,
    private readonly enrollments: EnrollmentReads,
  ) {}

  /**
   * Throws `sequence.not-found`, `sequence-version.not-found`, `contact.not-found`, `contact.invalid` for values, `sequence.invalid-answer`,
   * and `sequence.not-ready` when there is no way through the graph.
   */
  async simulate(actor: Actor, id: string, input: SimulationInput): Promise<Simulation> {
    const { workspaceId } = actor;
    const graph = await this.graphOf(workspaceId, id, input.version);
    if (input.contactId !== undefined && input.values !== undefined)
      throw invalidField(
        '/values',
        'sequence.invalid-simulation',
        'Give either contactId or values, not both.',
      );
    const blocks = graphProblems(graph).filter(({ code }) => NEEDED.has(code));
    if (blocks.length > 0) throw sequenceNotReady(blocks);
    const answers = readAnswers(input.answers ?? {}, graph);
    const nameOf = await this.names(workspaceId, graph);
    const startAt = input.startAt ?? new Date();
    return this.pretend.as(actor, { ...input, topicId: graph.topicId }, async (walker, contactId) => {
      const again = { contactId, reentry: graph.reentry, at: startAt };
      const past = await this.enrollments.whyNotAgain(workspaceId, id, again);
      const enters =
        past === null
          ? await entryOf(graph.filter, walker, startAt)
          : { holds: false, because: whyNoEntry(past) ?? past };
      const walked = await pretendWalk(graph, { startAt, walker, answers, nameOf });
      return { ...walked, contactId, version: input.version ?? null, startAt, zone: walker.zone, enters };
    });
  }

  private async graphOf(workspaceId: string, id: string, version?: number): Promise<SequenceGraph> {
    const sequence = await this.sequences.find(workspaceId, id);
    if (!sequence) throw sequenceNotFound(id);
    if (version === undefined) return sequence.draft;
    const mayBe = version <= (sequence.publishedVersion ?? 0);
    const published = mayBe ? await this.sequences.findVersion(workspaceId, id, version) : null;
    if (!published) throw sequenceVersionNotFound(id, version);
    return published.graph;
  }

  private async names(workspaceId: string, graph: SequenceGraph): Promise<(id: string) => string> {
    const ids = [...new Set(namedReferences(graph).map(({ id }) => id))];
    const found = ids.length === 0 ? [] : await this.references.find(workspaceId, ids);
    const names = new Map(found.map(({ id, name }) => [id, name]));
    return (id) => names.get(id) ?? 'something that does not exist';
  }
}

async function entryOf(filter: RuleTreeJson | null, walker: Walker, at: Date): Promise<Simulation['enters']> {
  return filter === null ? { holds: true, because: 'Everybody may enter.' } : walker.holds(filter, at);
}
