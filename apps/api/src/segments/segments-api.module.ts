import { Module } from '@nestjs/common';
import { SegmentsModule } from '@features/segments';
import { SegmentsController } from './segments.controller';
import { StaticSegmentsController } from './static-segments.controller';

@Module({ imports: [SegmentsModule], controllers: [SegmentsController, StaticSegmentsController] })
export class SegmentsApiModule {}
