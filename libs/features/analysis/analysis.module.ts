import { Module } from '@nestjs/common';
import { CampaignsModule } from '@features/campaigns';
import { KeptAnswersModule } from '@features/reports';
import { SegmentsModule } from '@features/segments';
import { AnalysisSession } from './analysis-session.service';
import { AnalysisSettingsRepository } from './analysis-settings.repository';
import { AnalysisSources } from './analysis-sources.service';
import { CampaignAnalysisRepository } from './campaigns/campaign-analysis.repository';
import { CampaignAnalysisService } from './campaigns/campaign-analysis.service';
import { DimensionsService } from './dimensions/dimensions.service';
import { NumberSpreadRepository } from './dimensions/number-spread.repository';
import { LeaderboardRepository } from './leaderboard/leaderboard.repository';
import { LeaderboardService } from './leaderboard/leaderboard.service';
import { OverlapRepository } from './overlap/overlap.repository';
import { OverlapService } from './overlap/overlap.service';
import { PivotRepository } from './pivot/pivot.repository';
import { PivotService } from './pivot/pivot.service';
import { LookAlikesService } from './traits/look-alikes.service';
import { OverRepresentedService } from './traits/over-represented.service';
import { TraitsRepository } from './traits/traits.repository';

/** Questions across segments, orders and mail. Reads only. */
@Module({
  imports: [CampaignsModule, KeptAnswersModule, SegmentsModule],
  providers: [
    AnalysisSession,
    AnalysisSettingsRepository,
    AnalysisSources,
    CampaignAnalysisRepository,
    CampaignAnalysisService,
    DimensionsService,
    LeaderboardRepository,
    LeaderboardService,
    LookAlikesService,
    NumberSpreadRepository,
    OverlapRepository,
    OverlapService,
    OverRepresentedService,
    PivotRepository,
    PivotService,
    TraitsRepository,
  ],
  exports: [
    CampaignAnalysisService,
    LeaderboardService,
    LookAlikesService,
    OverlapService,
    OverRepresentedService,
    PivotService,
  ],
})
export class AnalysisModule {}
