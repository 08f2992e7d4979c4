export { OperationsModule } from './operations.module';
export { WorkHealthService, type WorkHealth } from './work-health.service';
export { WorkMetrics } from './work-metrics.service';
export { WORK_KINDS, type DueWork, type WorkKind } from './work-state';
