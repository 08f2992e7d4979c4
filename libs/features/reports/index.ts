export { shareOf } from './campaign-report';
export { ReportsModule } from './reports.module';
export { ReportsService, type CampaignReport } from './reports.service';
