import { Module } from '@nestjs/common';
import { AccountsModule } from '@features/accounts';
import { ConsentModule } from '@features/consent';
import { ContactsModule } from '@features/contacts';
import { EventsModule } from '@features/events';
import { AudienceCompiler } from './audience-compiler';
import { ConditionCompiler } from './condition-compiler';
import { ContactAnswersRepository } from './explain/contact-answers.repository';
import { SegmentExplainService } from './explain/segment-explain.service';
import { TreeDescriber } from './explain/tree-describer.service';
import { TreeNamesRepository } from './explain/tree-names.repository';
import { SegmentAlertsRepository } from './history/segment-alerts.repository';
import { SegmentHistoryService } from './history/segment-history.service';
import { SegmentRecords } from './history/segment-records';
import { SegmentSizeRecorder } from './history/segment-size-recorder.service';
import { SegmentSizesRepository } from './history/segment-sizes.repository';
import { PreviewCountsRepository } from './preview/preview-counts.repository';
import { TreeCounter } from './preview/tree-counter.service';
import { SegmentLibrary } from './library/segment-library.service';
import { RuleReferencesRepository } from './rule-references.repository';
import { RuleTreeLoader } from './rule-tree-loader';
import { SegmentHealth } from './segment-health.service';
import { SegmentMembersRepository } from './segment-members.repository';
import { SegmentPreviewService } from './segment-preview.service';
import { SegmentStores } from './segment-stores';
import { SegmentsRepository } from './segments.repository';
import { SegmentsService } from './segments.service';
import { StaticSegments } from './static-segments';
import { ChangedContactsRepository } from './tracked/changed-contacts.repository';
import { ContactSegmentsRepository } from './tracked/contact-segments.repository';
import { FollowChanges } from './tracked/follow-changes.service';
import { MembershipUpkeep } from './tracked/membership-upkeep.service';
import { MembershipsRepository } from './tracked/memberships.repository';
import { SegmentTrackingRepository } from './tracked/segment-tracking.repository';
import { TrackedSegments } from './tracked/tracked-segments.service';
import { TrackedTrees } from './tracked/tracked-trees.service';
import { SegmentVocabularyService } from './vocabulary/segment-vocabulary.service';
import { VocabularyRepository } from './vocabulary/vocabulary.repository';

@Module({
  imports: [AccountsModule, ConsentModule, ContactsModule, EventsModule],
  providers: [
    AudienceCompiler,
    ConditionCompiler,
    ContactAnswersRepository,
    SegmentExplainService,
    TreeDescriber,
    TreeNamesRepository,
    ChangedContactsRepository,
    ContactSegmentsRepository,
    FollowChanges,
    MembershipUpkeep,
    MembershipsRepository,
    PreviewCountsRepository,
    RuleReferencesRepository,
    RuleTreeLoader,
    SegmentAlertsRepository,
    SegmentHealth,
    SegmentHistoryService,
    SegmentLibrary,
    SegmentMembersRepository,
    SegmentPreviewService,
    SegmentRecords,
    SegmentSizeRecorder,
    SegmentSizesRepository,
    SegmentStores,
    SegmentTrackingRepository,
    SegmentsRepository,
    SegmentsService,
    StaticSegments,
    TrackedSegments,
    TrackedTrees,
    SegmentVocabularyService,
    TreeCounter,
    VocabularyRepository,
  ],
  exports: [
    AudienceCompiler,
    ConditionCompiler,
    SegmentExplainService,
    TreeDescriber,
    RuleTreeLoader,
    FollowChanges,
    SegmentHistoryService,
    SegmentLibrary,
    SegmentSizeRecorder,
    SegmentPreviewService,
    SegmentVocabularyService,
    SegmentsService,
    StaticSegments,
    TrackedSegments,
  ],
})
export class SegmentsModule {}
