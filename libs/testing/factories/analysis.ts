import {
  AnalysisSession,
  AnalysisSettingsRepository,
  AnalysisSources,
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
} from '@features/analysis';
import { KeptAnswers, KeptAnswersRepository } from '@features/reports';
import type { Database } from '@platform/database';
import { segmentServicesFor } from './segment';

/** The real services of the analysis feature on a test database, for tests that need no Nest module. */
export function analysisServicesFor(database: Database) {
  const { compiler, loader } = segmentServicesFor(database);
  const session = new AnalysisSession(database, new AnalysisSettingsRepository(database));
  const sources = new AnalysisSources(compiler);
  const dimensions = new DimensionsService(loader, new NumberSpreadRepository(database));
  const traits = new TraitsRepository(database);
  const kept = new KeptAnswers(new KeptAnswersRepository(database));
  const overRepresented = new OverRepresentedService(session, sources, dimensions, traits, kept);
  return {
    leaderboard: new LeaderboardService(session, sources, new LeaderboardRepository(database), kept),
    lookAlikes: new LookAlikesService(session, sources, overRepresented, traits, kept),
    overlap: new OverlapService(session, sources, new OverlapRepository(database)),
    overRepresented,
    pivot: new PivotService(session, sources, dimensions, new PivotRepository(database)),
  };
}
