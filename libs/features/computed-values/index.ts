export { COMPUTED_VALUES, type ComputedValueDefinition } from './computed-value';
export * from './computed-values.jobs';
export { ComputedValuesModule } from './computed-values.module';
export { ComputedValuesRepository, type Refreshed } from './computed-values.repository';
export { ContactValuesRepository } from './contact-values.repository';
export { ContactValuesService, type ExplainedValue, type ExplainedValues } from './contact-values.service';
export { RefreshValuesService } from './refresh-values.service';
export { ValueRefreshQueue } from './value-refresh-queue.service';
