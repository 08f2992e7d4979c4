export { AudienceCompiler, type CompiledAudience } from './audience-compiler';
export { type CompiledPredicate } from './compile/compile-rule-tree';
export { describeRule, describeTree } from './explain/describe-rule';
export { type Explanation } from './explain/explain-rule-tree';
export { fold } from './tree/fold';
export { OPERATORS } from './tree/operators';
export { RuleReferencesRepository } from './rule-references.repository';
export { MAX_DEPTH, MAX_RULES, RULE_TREE_VERSION } from './tree/rule-tree';
export { RuleTreeLoader } from './rule-tree-loader';
export { samplePlace, sampleThreshold } from './tree/sample-hash';
export * from './segment';
export { SegmentMembersRepository } from './segment-members.repository';
export {
  SegmentPreviewService,
  type SegmentPreview,
  type SegmentVocabulary,
} from './segment-preview.service';
export { SegmentStores } from './segment-stores';
export { SegmentsModule } from './segments.module';
export { SegmentsRepository } from './segments.repository';
export { SegmentsService } from './segments.service';
export { StaticSegments } from './static-segments';
