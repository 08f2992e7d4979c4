import { randomUUID } from 'node:crypto';
import { systemActor } from '@features/accounts';
import { ContactFieldCatalogue, ContactFieldsRepository } from '@features/contacts';
import {
  ChangedContactsRepository,
  ContactSegmentsRepository,
  FollowChanges,
  MembershipsRepository,
  MembershipUpkeep,
  RuleReferencesRepository,
  RuleTreeLoader,
  SegmentTrackingRepository,
  TrackedSegments,
  TrackedTrees,
  type Segment,
  type SegmentInput,
  type UpkeepStep,
} from '@features/segments';
import type { Database } from '@platform/database';
import { segmentServicesFor } from './segment';

/** The real upkeep of tracked segments on a test database, for tests that need no Nest module. */
export function trackingServicesFor(database: Database) {
  const references = new RuleReferencesRepository(database);
  const fields = new ContactFieldCatalogue(new ContactFieldsRepository(database));
  const trees = new TrackedTrees(new RuleTreeLoader(references, fields), references);
  const tracking = new SegmentTrackingRepository(database);
  const memberships = new MembershipsRepository(database);
  const changed = new ChangedContactsRepository(database);
  const upkeep = new MembershipUpkeep(database, tracking, trees, changed, memberships);
  return {
    changed,
    memberships,
    tracking,
    upkeep,
    changes: new FollowChanges(tracking, upkeep, changed),
    reads: new TrackedSegments(tracking, memberships, new ContactSegmentsRepository(database)),
  };
}

/**
 * Follows all changes as of `now`. Waits for what other databases of the server are writing, which nothing can tell apart
 * from writers of this one that began before a tree was changed.
 */
export async function followChanges(
  database: Database,
  workspaceId: string,
  now?: Date,
): Promise<UpkeepStep['drift']> {
  const { changes, tracking } = trackingServicesFor(database);
  const drift: UpkeepStep['drift'] = [];
  for (;;) {
    drift.push(...(await changes.run(new AbortController().signal, now)));
    const rows = await tracking.list(workspaceId);
    if (rows.every(({ stage }) => stage !== 'settling')) return drift;
  }
}

/** A tracked segment whose members have been found: from now on, entries and leaves are events. */
export async function aTrackedSegment(
  database: Database,
  workspaceId: string,
  { now, ...input }: Partial<SegmentInput> & { now?: Date } = {},
): Promise<Segment> {
  const segment = await segmentServicesFor(database).segments.create(systemActor(workspaceId, 'test'), {
    name: `Tracked ${randomUUID()}`,
    tree: { v: 1, match: 'all', rules: [] },
    kind: 'tracked',
    ...input,
  });
  await followChanges(database, workspaceId, now);
  return segment;
}
