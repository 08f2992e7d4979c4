import { Module } from '@nestjs/common';
import { SegmentsModule } from '@features/segments';
import { SegmentLibraryController } from './segment-library.controller';

@Module({ imports: [SegmentsModule], controllers: [SegmentLibraryController] })
export class SegmentLibraryApiModule {}
