export * from './graph/sequence-graph';
export * from './graph/sequence-problem';
export { parseSequenceGraph, EMPTY_GRAPH, type ParsedGraph } from './graph/parse-sequence-graph';
export { sequenceGraphSchema } from './graph/sequence-graph-schema';
export { nextDateMoment, localDateOf, type DateTiming } from './timing/date-moments';
export { nextOpening } from './timing/send-window';
export { addWait, waitUntilDate } from './timing/waits';
export { zoneOf } from './timing/zone-clock';
export { Advance } from './engine/advance.service';
export { RunSequences } from './engine/run-sequences.service';
export { SequenceNudge } from './engine/sequence-nudge.service';
export { SequenceSweeper } from './engine/sequence-sweeper.service';
export { splitPart } from './engine/split-part';
export * from './enrollments/enrollment';
export {
  type Enrollment,
  type EnrollmentFilter,
  type StepCounts,
  type StepLogRow,
} from './enrollments/enrollment-reads.repository';
export { EnrollmentReads, type EnrollmentLog } from './enrollments/enrollment-reads.service';
export { type Entry } from './enrollments/entries.repository';
export { Enrollments, MAX_ENROLLED_AT_ONCE } from './enrollments/enrollments.service';
export { SequenceHousekeeping } from './enrollments/sequence-housekeeping.service';
export { SEQUENCE_LIBRARY } from './library/library';
export { graphOf, type SequenceEntry } from './library/sequence-entry';
export {
  SequenceLibrary,
  type InstalledSequence,
  type InstallSequence,
  type SequenceLibraryItem,
} from './library/sequence-library.service';
export { FollowSignals } from './signals/follow-signals.service';
export { SequenceListeners } from './signals/sequence-listeners.service';
export { WatchSequences } from './signals/watch-sequences.service';
export { SequenceRunningModule } from './sequence-running.module';
export * from './sequence';
export { SequenceChecks } from './sequence-checks.service';
export { SequenceLifecycle } from './sequence-lifecycle.service';
export { SequencePublishing } from './sequence-publishing.service';
export { SequencesModule } from './sequences.module';
export { SequencesService } from './sequences.service';
export * from './sequence-running.jobs';
export { type PretendEntry } from './simulate/pretend-walk';
export { SequenceSimulation, type Simulation } from './simulate/simulation.service';
export { type DescribedLog, type LogLine } from './log/describe-log';
export { EnrollmentStories, type ContactPassage, type EnrollmentStory } from './log/enrollment-story.service';
export { whyNoEntry } from './log/describe-log';
