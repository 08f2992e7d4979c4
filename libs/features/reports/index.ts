export * from './campaign-report';
export * from './reports.module';
export * from './reports.service';
export type { HourFigures, LinkFigures } from './reports.repository';
