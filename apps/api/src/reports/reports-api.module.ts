import { Module } from '@nestjs/common';
import { FormsModule } from '@features/forms';
import { ReportsModule } from '@features/reports';
import { TemplatesModule } from '@features/templates';
import { CampaignRecipientsController } from './campaign-recipients.controller';
import { ReportsController } from './reports.controller';
import { WorkspaceReportsController } from './workspace-reports.controller';

@Module({
  imports: [FormsModule, ReportsModule, TemplatesModule],
  controllers: [CampaignRecipientsController, ReportsController, WorkspaceReportsController],
})
export class ReportsApiModule {}
