import { CampaignLifecycleService, CampaignsService } from '@features/campaigns';
import { TemplatesService } from '@features/templates';
import { bodyOf } from './demo-emails';
import { DAY_MS, later, workdayBefore } from './moments';
import type { Telling } from './telling';

/** What is planned next: a campaign that waits for its time, and a draft. */
export async function tellPlans(telling: Telling): Promise<void> {
  const { app, actor, topicId, senderId, segments, now } = telling;
  const common = { topicId, senderId };
  const invitation = await makeEmail(telling, 'winter-tasting', {
    name: 'Winter tasting in Porto',
    subject: 'Three roasts, one evening: the winter tasting in Porto',
    preheader: 'The first Thursday of the month at the roastery. Bring somebody.',
  });
  const tasting = await app.get(CampaignsService).create(actor, {
    ...common,
    name: 'Winter tasting in Porto',
    templateId: invitation,
    subject: 'Three roasts, one evening: the winter tasting in Porto',
    preheader: 'The first Thursday of the month at the roastery. Bring somebody.',
    audience: { include: [{ segmentId: segments.iberia.id }], exclude: [] },
  });
  await app
    .get(CampaignLifecycleService)
    .schedule(actor, tasting.id, { at: workdayBefore(later(now, 9 * DAY_MS), 0, 9) });
  const offer = await makeEmail(telling, 'holiday-boxes', {
    name: 'Boxes for the holidays',
    subject: 'Three boxes that need no wrapping paper',
    preheader: 'Order by the fifteenth and they arrive in time.',
  });
  await app.get(CampaignsService).create(actor, {
    ...common,
    name: 'Boxes for the holidays',
    templateId: offer,
    subject: 'Three boxes that need no wrapping paper',
    preheader: 'Order by the fifteenth and they arrive in time.',
    audience: { include: [{ segmentId: segments.drinkers.id }], exclude: [] },
  });
}

async function makeEmail(
  { app, actor }: Telling,
  key: string,
  texts: { name: string; subject: string; preheader: string },
): Promise<string> {
  const body = bodyOf(app, { key, gallery: 'newsletter' });
  return (await app.get(TemplatesService).create(actor, { ...texts, ...body })).id;
}
