import { Injectable } from '@nestjs/common';
import { WorkspacesService, type Actor } from '@features/accounts';
import { dataNeeds, SegmentLibrary, type DataNeed } from '@features/segments';
import type { GalleryTemplate } from '@features/templates';
import { Database } from '@platform/database';
import { notFound } from '@platform/errors';
import type { SequenceProblem } from '../graph/sequence-problem';
import type { Sequence } from '../sequence';
import { SequencesService } from '../sequences.service';
import { installProblems } from './install-problems';
import { SEQUENCE_LIBRARY, sequenceEntry } from './library';
import { graphOf, type EntryChoices, type SequenceEntry } from './sequence-entry';
import { SequenceTemplates } from './sequence-templates.service';

/** An entry as a workspace sees it. */
export interface SequenceLibraryItem {
  entry: SequenceEntry;
  emails: GalleryTemplate[];
  needs: DataNeed[];
  /** All its data is there. */
  isReady: boolean;
  /** The first sequence that was installed from it, while it exists. */
  sequenceId: string | null;
}

export interface InstallSequence extends Omit<EntryChoices, 'templates'> {
  /** 1–100 characters; else the name of the entry, with the first number that makes it free. */
  name?: string;
}

/** A draft, and everything that is still in its way. */
export interface InstalledSequence {
  sequence: Sequence;
  /** What its emails were made into, in their order. */
  templates: { email: string; id: string; name: string }[];
  /** The segment that lets people in; `isNew` when it was made for the sequence. Null where none does. */
  segment: { id: string; name: string; isNew: boolean } | null;
  /** What stops it from being published, and what to look at before; blocks first. */
  problems: SequenceProblem[];
  /** Data that has not come in yet. */
  missing: DataNeed[];
}

/** Ready-made sequences: which there are, what they need, and installing them with their emails. */
@Injectable()
export class SequenceLibrary {
  constructor(
    private readonly db: Database,
    private readonly sequences: SequencesService,
    private readonly segments: SegmentLibrary,
    private readonly templates: SequenceTemplates,
    private readonly workspaces: WorkspacesService,
  ) {}

  /** Every entry in the order of the library. Reads catalogues only. */
  async list(workspaceId: string): Promise<SequenceLibraryItem[]> {
    const known = await this.segments.known(workspaceId);
    const installed = await this.sequences.libraryKeys(workspaceId);
    return SEQUENCE_LIBRARY.map((entry) => {
      const needs = dataNeeds(entry, known);
      return {
        entry,
        emails: this.templates.shipped(entry),
        needs,
        isReady: needs.every(({ isMet }) => isMet),
        sequenceId: installed.get(entry.key) ?? null,
      };
    });
  }

  /** Throws `sequence-library-entry.not-found`. */
  async get(workspaceId: string, key: string): Promise<SequenceLibraryItem> {
    const item = (await this.list(workspaceId)).find(({ entry }) => entry.key === key);
    if (!item) throw notFound('sequence-library-entry', key);
    return item;
  }

  /**
   * Makes the emails into templates of the workspace and the entry into a draft, all or nothing. Installing it again makes a second copy
   * under a name of its own. Throws `sequence-library-entry.not-found`, `sequence.name-taken`, `sequence.invalid-graph` (with an
   * unknown topic) and `template.invalid`.
   */
  async install(actor: Actor, key: string, request: InstallSequence = {}): Promise<InstalledSequence> {
    const { workspaceId } = actor;
    const entry = sequenceEntry(key);
    if (!entry) throw notFound('sequence-library-entry', key);
    await this.templates.check(workspaceId, entry);
    const made = await this.db.transaction(() => this.make(actor, entry, request));
    const needs = dataNeeds(entry, await this.segments.known(workspaceId));
    const { trackingMode } = await this.workspaces.get(workspaceId);
    const found = await this.sequences.problems(workspaceId, made.sequence.id);
    return {
      ...made,
      problems: [...found, ...installProblems(entry, request, { seesClicks: trackingMode === 'individual' })],
      missing: needs.filter(({ isMet }) => !isMet),
    };
  }

  private async make(
    actor: Actor,
    entry: SequenceEntry,
    request: InstallSequence,
  ): Promise<Pick<InstalledSequence, 'sequence' | 'templates' | 'segment'>> {
    const { workspaceId } = actor;
    const name = request.name ?? (await this.sequences.freeName(workspaceId, entry.name));
    const templates = await this.templates.add(actor, entry, name);
    const segment = await this.segmentFor(actor, entry, request);
    const graph = graphOf(entry, {
      ...request,
      ...(segment ? { segmentId: segment.id } : {}),
      templates: Object.fromEntries(templates.map(({ email, id }) => [email, id])),
    });
    const isFirst = !(await this.sequences.libraryKeys(workspaceId)).has(entry.key);
    const sequence = await this.sequences.create(actor, {
      name,
      description: entry.useWhen,
      graph,
      ...(isFirst ? { libraryKey: entry.key } : {}),
    });
    return { sequence, templates, segment };
  }

  private async segmentFor(
    actor: Actor,
    { startsOn }: SequenceEntry,
    { segmentId }: InstallSequence,
  ): Promise<InstalledSequence['segment']> {
    if (startsOn.on !== 'segment' || segmentId !== undefined) return null;
    const { segment, isNew } = await this.segments.tracked(actor, startsOn.segmentKey);
    return { id: segment.id, name: segment.name, isNew };
  }
}
