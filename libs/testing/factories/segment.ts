import { randomUUID } from 'node:crypto';
import { AuditRepository, AuditService, systemActor } from '@features/accounts';
import { ContactFieldCatalogue, ContactFieldsRepository, ContactFieldsService } from '@features/contacts';
import {
  AudienceCompiler,
  ContactAnswersRepository,
  RuleReferencesRepository,
  RuleTreeLoader,
  SegmentAlertsRepository,
  SegmentExplainService,
  SegmentHealth,
  SegmentHistoryService,
  SegmentLibrary,
  SegmentMembersRepository,
  SegmentPreviewService,
  SegmentRecords,
  SegmentSizeRecorder,
  SegmentSizesRepository,
  SegmentsRepository,
  SegmentsService,
  SegmentStores,
  StaticSegments,
  TreeDescriber,
  TreeNamesRepository,
  type Segment,
  type SegmentInput,
  PreviewCountsRepository,
  SegmentVocabularyService,
  TreeCounter,
  VocabularyRepository,
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
  const records = new SegmentRecords(
    new SegmentSizesRepository(database),
    new SegmentAlertsRepository(database),
  );
  const describer = new TreeDescriber(loader, new TreeNamesRepository(database));
  const health = new SegmentHealth(loader, records.alerts, describer);
  const segments = new SegmentsService(database, rows, health, frozen, audit);
  const fields = new ContactFieldsService(database, new ContactFieldsRepository(database), audit);
  return {
    alerts: records.alerts,
    compiler,
    describer,
    explain: new SegmentExplainService(
      database,
      loader,
      stores,
      new ContactAnswersRepository(database),
      describer,
    ),
    frozen,
    history: new SegmentHistoryService(database, stores, records, audit),
    library: new SegmentLibrary(database, segments, loader, fields, eventsServiceFor(database)),
    loader,
    members,
    preview: new SegmentPreviewService(
      database,
      loader,
      compiler,
      stores,
      new TreeCounter(database, new PreviewCountsRepository(database)),
    ),
    vocabulary: new SegmentVocabularyService(
      loader,
      eventsServiceFor(database),
      new VocabularyRepository(database),
    ),
    recorder: new SegmentSizeRecorder(database, stores, compiler, records, audit),
    stores,
    segments,
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
