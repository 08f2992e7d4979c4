export { AudienceCompiler, type CompiledAudience } from './audience-compiler';
export { type CompiledPredicate } from './compile/compile-rule-tree';
export { fieldValues, type FieldValues } from './compile/field-values';
export { SqlParams } from './compile/sql-params';
export { describeTree } from './explain/describe-tree';
export {
  type ContactExplanation,
  type DecidingEvent,
  type Evidence,
  type Explanation,
} from './explain/explanation';
export { type Sentence, type SentencePart } from './explain/phrase';
export { SegmentExplainService } from './explain/segment-explain.service';
export { TreeDescriber } from './explain/tree-describer.service';
export { TreeNamesRepository } from './explain/tree-names.repository';
export { ContactAnswersRepository } from './explain/contact-answers.repository';
export { SegmentAlertsRepository } from './history/segment-alerts.repository';
export { HISTORY_DAYS, JUMP, type SegmentDay, type SegmentHistory } from './history/segment-history';
export * from './history/segment-history.jobs';
export { SegmentHistoryService } from './history/segment-history.service';
export { SegmentRecords } from './history/segment-records';
export { SegmentSizeRecorder } from './history/segment-size-recorder.service';
export { SegmentSizesRepository } from './history/segment-sizes.repository';
export { type SegmentField } from './tree/field-catalogue';
export { type DataNeed, type SendExample } from './library/data-needs';
export { SEGMENT_LIBRARY } from './library/library';
export { LIBRARY_CATEGORIES, treeOf, type LibraryCategory, type LibraryEntry } from './library/library-entry';
export {
  SegmentLibrary,
  type InstalledEntry,
  type InstallRequest,
  type LibraryItem,
} from './library/segment-library.service';
export { fold } from './tree/fold';
export { OPERATORS } from './tree/operators';
export { RuleReferencesRepository } from './rule-references.repository';
export { MAX_DEPTH, MAX_RULES, RULE_TREE_VERSION } from './tree/rule-tree';
export { RuleTreeLoader } from './rule-tree-loader';
export { type Clock } from './tree/resolve-time';
export { samplePlace, sampleThreshold } from './tree/sample-hash';
export * from './segment';
export { SegmentHealth } from './segment-health.service';
export { SegmentMembersRepository } from './segment-members.repository';
export { PreviewCountsRepository } from './preview/preview-counts.repository';
export { TreeCounter, type Estimate } from './preview/tree-counter.service';
export { SegmentPreviewService, type PreviewOptions, type SegmentPreview } from './segment-preview.service';
export { SegmentVocabularyService } from './vocabulary/segment-vocabulary.service';
export { VocabularyRepository } from './vocabulary/vocabulary.repository';
export { type SegmentVocabulary, type VocabularyEvent, type VocabularyField } from './vocabulary/vocabulary';
export { ruleTreeSchema } from './tree/rule-tree-schema';
export { SegmentStores } from './segment-stores';
export { SegmentsModule } from './segments.module';
export { SegmentsRepository } from './segments.repository';
export { SegmentsService } from './segments.service';
export { StaticSegments } from './static-segments';
export { ChangedContactsRepository } from './tracked/changed-contacts.repository';
export {
  ContactSegmentsRepository,
  type ContactSegment,
  type SegmentMove,
} from './tracked/contact-segments.repository';
export { FollowChanges } from './tracked/follow-changes.service';
export { MembershipUpkeep, type UpkeepStep } from './tracked/membership-upkeep.service';
export { MembershipsRepository } from './tracked/memberships.repository';
export { SegmentTrackingRepository } from './tracked/segment-tracking.repository';
export { TrackedSegments, type ContactSegments, type Tracking } from './tracked/tracked-segments.service';
export * from './tracked/tracked-segments.jobs';
export { TrackedTrees } from './tracked/tracked-trees.service';
