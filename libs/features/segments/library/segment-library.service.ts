import { Injectable } from '@nestjs/common';
import type { Actor } from '@features/accounts';
import { ContactFieldsService } from '@features/contacts';
import { EventsService } from '@features/events';
import { Database } from '@platform/database';
import { DomainError, invalidField } from '@platform/errors';
import { RuleTreeLoader } from '../rule-tree-loader';
import type { Segment } from '../segment';
import { SegmentsService } from '../segments.service';
import { dataNeeds, type DataNeed, type KnownData } from './data-needs';
import { libraryEntry, SEGMENT_LIBRARY } from './library';
import { treeOf, type LibraryEntry } from './library-entry';

/** An entry as a workspace sees it. */
export interface LibraryItem {
  entry: LibraryEntry;
  /** The tree with the defaults filled in. */
  tree: unknown;
  needs: DataNeed[];
  /** All its data is there. */
  isReady: boolean;
  /** The segment that was installed from it. */
  segmentId: string | null;
}

export interface InstallRequest {
  /** Entries to install; all of them when left out. */
  keys?: readonly string[];
  /** Also creates the custom fields that are missing. */
  createFields?: boolean;
  /** Values of parameters by entry and name; defaults where none is given. */
  parameters?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** What became of one entry. */
export interface InstalledEntry {
  key: string;
  /** `needs-fields`: custom fields are missing. `refused`: its tree does not fit this workspace; `problem` says why. */
  outcome: 'installed' | 'already-installed' | 'needs-fields' | 'refused';
  segmentId: string | null;
  /** Keys of the custom fields that were created. */
  createdFields: string[];
  /** Data that is still missing; the segment is empty, or smaller than it should be, until it comes in. */
  missing: DataNeed[];
  problem: string | null;
}

/** Ready-made segments: which there are, what they need, and installing them. */
@Injectable()
export class SegmentLibrary {
  constructor(
    private readonly db: Database,
    private readonly segments: SegmentsService,
    private readonly loader: RuleTreeLoader,
    private readonly fields: ContactFieldsService,
    private readonly events: EventsService,
  ) {}

  /** Every entry in the order of the library. Reads catalogues only, however many contacts there are. */
  async list(workspaceId: string): Promise<LibraryItem[]> {
    const known = await this.known(workspaceId);
    const installed = await this.segments.libraryKeys(workspaceId);
    return SEGMENT_LIBRARY.map((entry) => {
      const needs = dataNeeds(entry, known);
      const isReady = needs.every((need) => need.isMet);
      return { entry, tree: treeOf(entry), needs, isReady, segmentId: installed.get(entry.key) ?? null };
    });
  }

  /**
   * Installs entries one after the other and answers for each; safe to repeat. An entry that cannot be installed never
   * holds up the others. Throws `segment-library.unknown-entry` or `segment-library.unknown-parameter` before anything
   * is done.
   */
  async install(actor: Actor, request: InstallRequest): Promise<InstalledEntry[]> {
    const entries = request.keys ? request.keys.map(entryOf) : SEGMENT_LIBRARY;
    checkParameters(request);
    const installed = await this.segments.libraryKeys(actor.workspaceId);
    let known = await this.known(actor.workspaceId);
    const results: InstalledEntry[] = [];
    for (const entry of new Set(entries)) {
      const segmentId = installed.get(entry.key);
      const result = segmentId
        ? { ...resultOf(entry, known), outcome: 'already-installed' as const, segmentId }
        : await this.installEntry(actor, entry, { request, known });
      if (result.createdFields.length > 0) known = await this.known(actor.workspaceId);
      results.push(result);
    }
    return results;
  }

  /**
   * A tracked segment with the rules of an entry, for what must notice who enters: the installed one if it is tracked, else a
   * new one. Joins the caller's transaction.
   */
  async tracked(actor: Actor, key: string): Promise<{ segment: Segment; isNew: boolean }> {
    const entry = entryOf(key, 0);
    const installed = (await this.segments.libraryKeys(actor.workspaceId)).get(key);
    const present = installed && (await this.segments.get(actor.workspaceId, installed));
    if (present && present.kind === 'tracked') return { segment: present, isNew: false };
    const segment = await this.segments.create(actor, {
      name: await this.segments.freeName(actor.workspaceId, present ? `${entry.name} (tracked)` : entry.name),
      description: entry.useWhen,
      kind: 'tracked',
      tree: treeOf(entry),
      ...(present ? {} : { libraryKey: key }),
    });
    return { segment, isNew: true };
  }

  /** What the workspace has of the data that entries may need. */
  async known(workspaceId: string): Promise<KnownData> {
    const names = await this.events.listNames(workspaceId);
    const events = names.map(({ name, properties }): [string, Set<string>] => [
      name,
      new Set(properties.map(({ property }) => property)),
    ]);
    return { fields: await this.loader.catalogue(workspaceId), events: new Map(events) };
  }

  /** One transaction: without the segment no fields stay behind. */
  private async installEntry(
    actor: Actor,
    entry: LibraryEntry,
    { request, known }: { request: InstallRequest; known: KnownData },
  ): Promise<InstalledEntry> {
    try {
      return await this.db.transaction(async () => {
        const createdFields = request.createFields ? await this.createFields(actor, entry, known) : [];
        const now = createdFields.length > 0 ? await this.known(actor.workspaceId) : known;
        const result = { ...resultOf(entry, now), createdFields };
        if (result.missing.some((need) => need.kind === 'field'))
          return { ...result, outcome: 'needs-fields' };
        const segment = await this.segments.create(actor, {
          name: await this.segments.freeName(actor.workspaceId, entry.name),
          description: entry.useWhen,
          tree: treeOf(entry, request.parameters?.[entry.key]),
          persona: entry.persona ?? null,
          libraryKey: entry.key,
        });
        return { ...result, outcome: 'installed', segmentId: segment.id };
      });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { ...resultOf(entry, known), outcome: 'refused', problem: error.message };
    }
  }

  private async createFields(actor: Actor, entry: LibraryEntry, { fields }: KnownData): Promise<string[]> {
    const created: string[] = [];
    for (const need of entry.needs) {
      if (need.kind !== 'field' || fields.find(`attributes.${need.field.key}`)) continue;
      await this.fields.create(actor, need.field);
      created.push(need.field.key);
    }
    return created;
  }
}

function resultOf(entry: LibraryEntry, known: KnownData): Omit<InstalledEntry, 'outcome'> {
  const missing = dataNeeds(entry, known).filter((need) => !need.isMet);
  return { key: entry.key, segmentId: null, createdFields: [], missing, problem: null };
}

function entryOf(key: string, index: number): LibraryEntry {
  const entry = libraryEntry(key);
  if (entry) return entry;
  const message = `There is no entry "${key}"; GET /api/v1/segment-library lists all.`;
  throw invalidField(`/keys/${index}`, 'segment-library.unknown-entry', message);
}

function checkParameters({ parameters = {} }: InstallRequest): void {
  for (const [key, values] of Object.entries<unknown>(parameters)) {
    const known = libraryEntry(key)?.parameters.map(({ name }) => name) ?? [];
    const isObject = typeof values === 'object' && values !== null;
    const unknown = isObject ? Object.keys(values).find((name) => !known.includes(name)) : '';
    if (unknown === undefined) continue;
    const pointer = isObject ? `/parameters/${key}/${unknown}` : `/parameters/${key}`;
    const offer = known.length === 0 ? 'has no parameters' : `takes an object with: ${known.join(', ')}`;
    throw invalidField(pointer, 'segment-library.unknown-parameter', `The entry "${key}" ${offer}.`);
  }
}
