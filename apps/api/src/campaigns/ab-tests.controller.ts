import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { AbTestControl, AbTestPlans, AbTestReports, AbTestsService } from '@features/campaigns';
import { CurrentActor, ParseUuidPipe, RequireScope } from '../http';
import {
  AbTestDto,
  AbTestPlanQueryDto,
  ChooseWinnerDto,
  ExcludeVariantDto,
  ExtendAbTestDto,
} from './ab-tests.dto';
import { AbTestPlanView, AbTestView, toAbTestPlanView, toAbTestView } from './ab-tests.views';

@ApiTags('campaigns')
@Controller('v1/campaigns/:id/ab-test')
export class AbTestsController {
  constructor(
    private readonly abTests: AbTestsService,
    private readonly reports: AbTestReports,
    private readonly plans: AbTestPlans,
    private readonly control: AbTestControl,
  ) {}

  /** How the test is set up, where it stands and what came out, counted now. 404 for campaigns without one. */
  @Get()
  @RequireScope('campaigns:read', 'reports:read')
  async get(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<AbTestView> {
    return this.show(actor, id);
  }

  /** Sets up the test of a draft, in place of the one before. 400 with everything that is wrong. */
  @Put()
  @RequireScope('campaigns:write')
  async replace(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() body: AbTestDto,
  ): Promise<AbTestView> {
    await this.abTests.replace(actor, id, body);
    return this.show(actor, id);
  }

  /** The draft goes to everybody with its own content again. */
  @Delete()
  @HttpCode(204)
  @RequireScope('campaigns:write')
  async remove(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<void> {
    await this.abTests.remove(actor, id);
  }

  /** What the test can be expected to show, with the audience as it is now, and what speaks against its settings. */
  @Get('plan')
  @RequireScope('campaigns:read')
  async plan(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Query() query: AbTestPlanQueryDto,
  ): Promise<AbTestPlanView> {
    return toAbTestPlanView(await this.plans.plan(actor.workspaceId, id, query.baseRate ?? null));
  }

  /** Chooses the winner by hand, at any time from the start on, once: the rest of the audience gets it at once. */
  @Post('winner')
  @HttpCode(200)
  @RequireScope('campaigns:send', 'reports:read')
  async chooseWinner(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() body: ChooseWinnerDto,
  ): Promise<AbTestView> {
    await this.control.chooseWinner(actor, id, body.variant);
    return this.show(actor, id);
  }

  /** Takes a variant out while the test runs: it cannot win, and what of it was not sent waits for the winner. */
  @Post('exclude')
  @HttpCode(200)
  @RequireScope('campaigns:send', 'reports:read')
  async exclude(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() { variant, reason }: ExcludeVariantDto,
  ): Promise<AbTestView> {
    await this.control.exclude(actor, id, { key: variant, reason });
    return this.show(actor, id);
  }

  /** Decides later. A test that waits for a person runs again. */
  @Post('extend')
  @HttpCode(200)
  @RequireScope('campaigns:send', 'reports:read')
  async extend(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() body: ExtendAbTestDto,
  ): Promise<AbTestView> {
    await this.control.extend(actor, id, body.minutes);
    return this.show(actor, id);
  }

  private async show({ workspaceId }: Actor, id: string): Promise<AbTestView> {
    return toAbTestView(await this.reports.report(workspaceId, id));
  }
}
