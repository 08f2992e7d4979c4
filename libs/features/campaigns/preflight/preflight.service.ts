import { Injectable } from '@nestjs/common';
import type { FieldError } from '@platform/errors';
import { CampaignReadiness } from '../campaign-readiness.service';
import { CampaignsService } from '../campaigns.service';
import { readLocalTime } from '../local-time/local-time';
import type { UsedField } from './audience-checks';
import { DraftMessages, type DraftMessage } from './draft-messages.service';
import { MessageChecks } from './message-checks.service';
import { PeopleChecks } from './people-checks.service';
import { check, worstOf, type Preflight, type PreflightCheck } from './preflight';

/** Looks at everything about a campaign before it goes out. Changes nothing and fetches nothing. */
@Injectable()
export class PreflightService {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly readiness: CampaignReadiness,
    private readonly messages: DraftMessages,
    private readonly people: PeopleChecks,
    private readonly contents: MessageChecks,
  ) {}

  /**
   * Of the campaign as it is now; with a `localTime`, as if it were scheduled for that. Throws `campaign.not-found`,
   * `campaign.invalid-local-time`, and `database.busy` when too many large questions are asked. An aborted `signal` stops
   * the counting, and its reason is thrown.
   */
  async of(
    workspaceId: string,
    campaignId: string,
    {
      localTime,
      now = new Date(),
      signal,
    }: { localTime?: string | undefined; now?: Date; signal?: AbortSignal } = {},
  ): Promise<Preflight> {
    const found = await this.campaigns.get(workspaceId, campaignId);
    const campaign = localTime === undefined ? found : { ...found, localTime: readLocalTime(localTime) };
    const problems = await this.readiness.settingsProblems(campaign);
    const messages = await this.messages.of(campaign);
    const isReadable = !problems.some(({ pointer }) => pointer.startsWith('/audience'));
    const { workspace, counts, checks } = await this.people.of(campaign, {
      fields: fieldsOf(messages),
      isReadable,
      now,
      signal,
    });
    const contents: PreflightCheck[] = [];
    for (const message of messages)
      contents.push(...(await this.contents.of(message, { workspace, counts })));
    // What the message lacks is told where its content is looked at.
    const settings = problems.filter(
      ({ pointer }) => messages.length === 0 || pointer !== '/workspace/postalAddress',
    );
    const all = [...settingsChecks(settings), ...checks, ...contents];
    return { level: worstOf(all), checks: all, checkedAt: now };
  }
}

function settingsChecks(problems: readonly FieldError[]): PreflightCheck[] {
  if (problems.length === 0) return [check('settings', 'Everything that a campaign needs is chosen.')];
  return problems.map(({ pointer, code, message }) =>
    check('settings', message, { level: 'block', remedy: message, figures: { pointer, code } }),
  );
}

/** Of all variants; a field has a fallback when it has one wherever it is used. */
function fieldsOf(messages: readonly DraftMessage[]): UsedField[] {
  const fields = new Map<string, boolean>();
  for (const { path, hasFallback } of messages.flatMap(({ compiled }) => compiled?.fields ?? []))
    fields.set(path, (fields.get(path) ?? true) && hasFallback);
  return [...fields].map(([path, hasFallback]) => ({ path, hasFallback }));
}
