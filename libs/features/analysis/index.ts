export { AnalysisModule } from './analysis.module';
export { type SourceInput } from './analysis-sources.service';
export {
  CampaignAnalysisService,
  type BreakdownFigures,
  type BreakdownRow,
  type CampaignBreakdown,
  type CampaignRevenue,
} from './campaigns/campaign-analysis.service';
export { SPANS, type Span } from './dimensions/bucket-dimensions';
export { type Division } from './dimensions/dimensions.service';
export {
  LEADERBOARD_SORTS,
  type LeaderboardFigures,
  type LeaderboardRow,
  type LeaderboardSort,
} from './leaderboard/leaderboard';
export { LeaderboardService, MAX_SEGMENTS, type Leaderboard } from './leaderboard/leaderboard.service';
export { MAX_GROUPS, OverlapService, type Overlap } from './overlap/overlap.service';
export { PIVOT_MEASURES, type PivotFigures, type PivotMeasure, type TableLine } from './pivot/pivot';
export { PivotService, type Pivot, type PivotCell } from './pivot/pivot.service';
export { LookAlikesService, type LookAlikes } from './traits/look-alikes.service';
export { OverRepresentedService, type OverRepresented } from './traits/over-represented.service';
export { type Trait } from './traits/trait';
export { AnalysisSession } from './analysis-session.service';
export { AnalysisSettingsRepository } from './analysis-settings.repository';
export { AnalysisSources } from './analysis-sources.service';
export { DimensionsService } from './dimensions/dimensions.service';
export { NumberSpreadRepository } from './dimensions/number-spread.repository';
export { LeaderboardRepository } from './leaderboard/leaderboard.repository';
export { OverlapRepository } from './overlap/overlap.repository';
export { PivotRepository } from './pivot/pivot.repository';
export { TraitsRepository } from './traits/traits.repository';
