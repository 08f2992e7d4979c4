import { Injectable } from '@nestjs/common';
import { WorkspacesService } from '@features/accounts';
import { TemplatesService } from '@features/templates';
import type { FieldError } from '@platform/errors';
import type { Campaign } from '../campaign';
import type { AbTestSettings } from './ab-test';
import { AbTestsRepository } from './ab-tests.repository';
import { measuringProblem, problemsOf, type Setting } from './check-ab-test';
import type { VariantContent } from './variant';

type CheckedTest = AbTestSettings & { variants: readonly VariantContent[] };

/** What keeps a test of a campaign from being started. */
@Injectable()
export class AbTestChecks {
  constructor(
    private readonly tests: AbTestsRepository,
    private readonly templates: TemplatesService,
    private readonly workspaces: WorkspacesService,
  ) {}

  /** Wrong whatever the workspace's settings: too few variants, equal ones. Pointers into the test. */
  async problems(campaign: Campaign, test: CheckedTest): Promise<FieldError[]> {
    return problemsOf(await this.setting(campaign, test.variants), test);
  }

  /**
   * Before a campaign is scheduled: also what cannot be measured, and what changed since. Pointers into the campaign, such as
   * `/abTest/variants/1`. Empty where there is no test.
   */
  async obstacles(campaign: Campaign): Promise<FieldError[]> {
    const test = await this.tests.find(campaign.workspaceId, campaign.id);
    if (!test) return [];
    const { trackingMode } = await this.workspaces.get(campaign.workspaceId);
    const measuring = measuringProblem(test, trackingMode);
    const problems = [...(await this.problems(campaign, test)), ...(measuring ? [measuring] : [])];
    return problems.map((problem) => ({ ...problem, pointer: `/abTest${problem.pointer}` }));
  }

  /** The campaign, and what its templates say where nothing overrides it. */
  async setting(campaign: Campaign, variants: readonly VariantContent[]): Promise<Setting> {
    const ids = [campaign, ...variants].flatMap(({ templateId }) =>
      templateId === null ? [] : [templateId],
    );
    const templates = new Map<string, { subject: string; preheader: string }>();
    for (const id of new Set(ids)) {
      templates.set(id, await this.templates.get(campaign.workspaceId, id));
    }
    return { campaign, templates };
  }
}
