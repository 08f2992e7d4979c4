import { Module } from '@nestjs/common';
import { CampaignsModule } from '@features/campaigns';
import { DeliveriesModule } from '@features/deliveries';
import { ReportsRepository } from './reports.repository';
import { ReportsService } from './reports.service';

@Module({
  imports: [CampaignsModule, DeliveriesModule],
  providers: [ReportsRepository, ReportsService],
  exports: [ReportsService],
})
export class ReportsModule {}
