export { shareOf } from './campaign-report';
export * from './mail-measures';
export { ReportsModule } from './reports.module';
export { ReportsService, type CampaignReport } from './reports.service';
