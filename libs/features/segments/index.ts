export { AudienceCompiler, type CompiledAudience } from './audience-compiler';
export { type CompiledPredicate } from './compile-rule-tree';
export { describeRule, describeTree } from './describe-rule';
export { type Explanation } from './explain-rule-tree';
export { fold } from './fold';
export { OPERATORS } from './operators';
export { MAX_DEPTH, MAX_RULES, RULE_TREE_VERSION } from './rule-tree';
export { samplePlace, sampleThreshold } from './sample-hash';
export * from './segment';
export {
  SegmentPreviewService,
  type SegmentPreview,
  type SegmentVocabulary,
} from './segment-preview.service';
export { SegmentsModule } from './segments.module';
export { SegmentsService } from './segments.service';
export { StaticSegments } from './static-segments';
