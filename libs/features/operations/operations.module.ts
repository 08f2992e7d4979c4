import { Module } from '@nestjs/common';
import { OperationsRepository } from './operations.repository';
import { WorkHealthService } from './work-health.service';
import { WorkMetrics } from './work-metrics.service';

/** For those who run the installation: whether work is stuck, and numbers about it. */
@Module({
  providers: [OperationsRepository, WorkHealthService, WorkMetrics],
  exports: [WorkHealthService, WorkMetrics],
})
export class OperationsModule {}
