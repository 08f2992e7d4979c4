import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import {
  LeaderboardService,
  LookAlikesService,
  OverlapService,
  OverRepresentedService,
  PivotService,
} from '@features/analysis';
import { CurrentActor, RequireScope } from '../http';
import {
  ContactGroupDto,
  LeaderboardQueryDto,
  OverlapDto,
  OverRepresentedDto,
  PivotDto,
} from './analysis.dto';
import {
  LookAlikesView,
  OverlapView,
  OverRepresentedView,
  toLookAlikesView,
  toOverlapView,
  toOverRepresentedView,
} from './comparison.views';
import { LeaderboardView, toLeaderboardView } from './leaderboard.views';
import { PivotView, toPivotView } from './pivot.views';

/** Every answer is read only; `analysis.timeout` after twenty seconds. */
@ApiTags('analysis')
@Controller('v1/analysis')
export class AnalysisController {
  constructor(
    private readonly leaderboards: LeaderboardService,
    private readonly overlaps: OverlapService,
    private readonly pivots: PivotService,
    private readonly comparisons: OverRepresentedService,
    private readonly likenesses: LookAlikesService,
  ) {}

  /** Segments by what they bring: revenue, conversion, opens, clicks, unsubscribes in a period. */
  @Get('segments')
  @RequireScope('segments:read', 'reports:read')
  async leaderboard(
    @CurrentActor() actor: Actor,
    @Query() query: LeaderboardQueryDto,
  ): Promise<LeaderboardView> {
    return toLeaderboardView(await this.leaderboards.rank(actor.workspaceId, query));
  }

  /** How 2–8 segments or trees overlap: sizes, pairs, and every exclusive combination, as Venn and UpSet charts show them. */
  @Post('overlap')
  @HttpCode(200)
  @RequireScope('segments:read', 'contacts:read')
  async overlap(@CurrentActor() actor: Actor, @Body() body: OverlapDto): Promise<OverlapView> {
    return toOverlapView(await this.overlaps.compare(actor.workspaceId, body));
  }

  /**
   * What the contacts of a segment or tree have in common that others have not: countries, regions, cities, languages, sources,
   * industries, tags, age bands, and every choice and yes/no of custom and computed fields.
   */
  @Post('over-represented')
  @HttpCode(200)
  @RequireScope('segments:read', 'contacts:read')
  async overRepresented(
    @CurrentActor() actor: Actor,
    @Body() body: OverRepresentedDto,
  ): Promise<OverRepresentedView> {
    return toOverRepresentedView(await this.comparisons.find(actor.workspaceId, body));
  }

  /** Contacts like these: a rule tree from the strongest over-represented values, without the segment itself and customers. */
  @Post('look-alikes')
  @HttpCode(200)
  @RequireScope('segments:read', 'contacts:read')
  async lookAlikes(@CurrentActor() actor: Actor, @Body() body: ContactGroupDto): Promise<LookAlikesView> {
    return toLookAlikesView(await this.likenesses.find(actor.workspaceId, body));
  }

  /** Divides contacts by one or two fields; each cell has its size, engagement, revenue, and the rule tree that selects it. */
  @Post('pivot')
  @HttpCode(200)
  @RequireScope('segments:read', 'contacts:read', 'reports:read')
  async pivot(@CurrentActor() actor: Actor, @Body() body: PivotDto): Promise<PivotView> {
    return toPivotView(await this.pivots.divide(actor.workspaceId, body));
  }
}
