import { randomUUID } from 'node:crypto';
import { AuditRepository, AuditService, systemActor } from '@features/accounts';
import { ContactFieldCatalogue, ContactFieldsRepository } from '@features/contacts';
import {
  AudienceCompiler,
  RuleReferencesRepository,
  RuleTreeLoader,
  SegmentMembersRepository,
  SegmentPreviewService,
  SegmentsRepository,
  SegmentsService,
  SegmentStores,
  StaticSegments,
  type Segment,
  type SegmentInput,
} from '@features/segments';
import type { Database } from '@platform/database';
import { eventsServiceFor } from './event';

/** The real services of the segments feature on a test database, for tests that need no Nest module. */
export function segmentServicesFor(database: Database) {
  const audit = new AuditService(new AuditRepository(database));
  const references = new RuleReferencesRepository(database);
  const loader = new RuleTreeLoader(
    references,
    new ContactFieldCatalogue(new ContactFieldsRepository(database)),
  );
  const compiler = new AudienceCompiler(loader, references);
  const rows = new SegmentsRepository(database);
  const members = new SegmentMembersRepository(database);
  const frozen = new StaticSegments(database, rows, members, compiler, audit);
  const stores = new SegmentStores(rows, members, references);
  return {
    compiler,
    frozen,
    loader,
    members,
    preview: new SegmentPreviewService(database, loader, compiler, stores, eventsServiceFor(database)),
    segments: new SegmentsService(database, rows, loader, frozen, audit),
  };
}

/** A dynamic segment of everyone with a name of its own; anything may be set. */
export async function aSegment(
  database: Database,
  workspaceId: string,
  input: Partial<SegmentInput> = {},
): Promise<Segment> {
  return segmentServicesFor(database).segments.create(systemActor(workspaceId, 'test'), {
    name: `Segment ${randomUUID()}`,
    tree: { v: 1, match: 'all', rules: [] },
    ...input,
  });
}
