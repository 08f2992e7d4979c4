import { Module } from '@nestjs/common';
import { AnalysisModule } from '@features/analysis';
import { AnalysisController } from './analysis.controller';
import { CampaignAnalysisController } from './campaign-analysis.controller';

@Module({ imports: [AnalysisModule], controllers: [AnalysisController, CampaignAnalysisController] })
export class AnalysisApiModule {}
