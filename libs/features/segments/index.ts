export { AudienceCompiler, type CompiledAudience } from './audience-compiler';
export { brokenReasons } from './broken-reasons';
export { type CompiledPredicate } from './compile/compile-rule-tree';
export {
  ConditionCompiler,
  EVENT_ALIAS,
  type CompiledEvents,
  type EventQuestion,
} from './condition-compiler';
export { fieldValues } from './compile/field-values';
export { SqlParams } from './compile/sql-params';
export { type ContactExplanation, type Evidence, type Explanation } from './explain/explanation';
export { type Sentence } from './explain/phrase';
export { SegmentExplainService } from './explain/segment-explain.service';
export { TreeDescriber } from './explain/tree-describer.service';
export { TreeNamesRepository } from './explain/tree-names.repository';
export { ContactAnswersRepository } from './explain/contact-answers.repository';
export { SegmentAlertsRepository } from './history/segment-alerts.repository';
export { type SegmentHistory } from './history/segment-history';
export * from './history/segment-history.jobs';
export { SegmentHistoryService } from './history/segment-history.service';
export { SegmentRecords } from './history/segment-records';
export { SegmentSizeRecorder } from './history/segment-size-recorder.service';
export { SegmentSizesRepository } from './history/segment-sizes.repository';
export { segmentFieldCatalogue, type SegmentField } from './tree/field-catalogue';
export { parseRuleTree } from './tree/parse-rule-tree';
export { dataNeeds, type DataNeed, type KnownData } from './library/data-needs';
export {
  LIBRARY_CATEGORIES,
  treeOf,
  type LibraryCategory,
  type LibraryEntry,
  type LibraryNeed,
} from './library/library-entry';
export { SEGMENT_LIBRARY } from './library/library';
export { SegmentLibrary, type InstalledEntry, type LibraryItem } from './library/segment-library.service';
export { fold } from './tree/fold';
export { RuleReferencesRepository } from './rule-references.repository';
export { MAX_DEPTH } from './tree/rule-tree';
export { RuleTreeLoader } from './rule-tree-loader';
export { type Clock } from './tree/resolve-time';
export * from './segment';
export { SegmentHealth } from './segment-health.service';
export { SegmentMembersRepository } from './segment-members.repository';
export { PreviewCountsRepository } from './preview/preview-counts.repository';
export { TreeCounter } from './preview/tree-counter.service';
export { SegmentPreviewService, type SegmentPreview } from './segment-preview.service';
export { SegmentVocabularyService } from './vocabulary/segment-vocabulary.service';
export { VocabularyRepository } from './vocabulary/vocabulary.repository';
export {
  OPERATOR_SHAPES,
  vocabularyEvents,
  vocabularyField,
  type SegmentVocabulary,
  type VocabularyEvent,
} from './vocabulary/vocabulary';
export { ruleTreeSchema } from './tree/rule-tree-schema';
export { SegmentStores } from './segment-stores';
export { SegmentsModule } from './segments.module';
export { SegmentsRepository } from './segments.repository';
export { SegmentsService } from './segments.service';
export { StaticSegments } from './static-segments';
export { ChangedContactsRepository } from './tracked/changed-contacts.repository';
export { ContactSegmentsRepository } from './tracked/contact-segments.repository';
export { FollowChanges } from './tracked/follow-changes.service';
export { MembershipUpkeep, type UpkeepStep } from './tracked/membership-upkeep.service';
export { MembershipsRepository } from './tracked/memberships.repository';
export { SegmentTrackingRepository } from './tracked/segment-tracking.repository';
export { TrackedSegments, type ContactSegments, type Tracking } from './tracked/tracked-segments.service';
export * from './tracked/tracked-segments.jobs';
export { TrackedTrees } from './tracked/tracked-trees.service';
