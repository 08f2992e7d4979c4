import { Module } from '@nestjs/common';
import { AccountsModule } from '@features/accounts';
import { ConsentModule } from '@features/consent';
import { ContactsModule } from '@features/contacts';
import { EventsModule } from '@features/events';
import { AudienceCompiler } from './audience-compiler';
import { RuleReferencesRepository } from './rule-references.repository';
import { RuleTreeLoader } from './rule-tree-loader';
import { SegmentMembersRepository } from './segment-members.repository';
import { SegmentPreviewService } from './segment-preview.service';
import { SegmentStores } from './segment-stores';
import { SegmentsRepository } from './segments.repository';
import { SegmentsService } from './segments.service';
import { StaticSegments } from './static-segments';

@Module({
  imports: [AccountsModule, ConsentModule, ContactsModule, EventsModule],
  providers: [
    AudienceCompiler,
    RuleReferencesRepository,
    RuleTreeLoader,
    SegmentMembersRepository,
    SegmentPreviewService,
    SegmentStores,
    SegmentsRepository,
    SegmentsService,
    StaticSegments,
  ],
  exports: [AudienceCompiler, SegmentPreviewService, SegmentsService, StaticSegments],
})
export class SegmentsModule {}
