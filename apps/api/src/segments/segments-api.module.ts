import { Module } from '@nestjs/common';
import { SegmentsModule } from '@features/segments';
import { ContactSegmentsController } from './contact-segments.controller';
import { SegmentHistoryController } from './segment-history.controller';
import { SegmentExplainController } from './segment-explain.controller';
import { SegmentPreviewController } from './segment-preview.controller';
import { SegmentsController } from './segments.controller';
import { StaticSegmentsController } from './static-segments.controller';

@Module({
  imports: [SegmentsModule],
  controllers: [
    ContactSegmentsController,
    SegmentExplainController,
    SegmentHistoryController,
    SegmentPreviewController,
    SegmentsController,
    StaticSegmentsController,
  ],
})
export class SegmentsApiModule {}
