import { CampaignLifecycleService, CampaignsService } from '@features/campaigns';
import { TemplateGallery, TemplatesService } from '@features/templates';
import { DAY_MS, later, workdayBefore } from './moments';
import type { Telling } from './telling';

/** What is planned next: a campaign that waits for its time, and a draft. */
export async function tellPlans(telling: Telling): Promise<void> {
  const { app, actor, topicId, senderId, segments, now } = telling;
  const common = { topicId, senderId };
  const invitation = await fromGallery(telling, 'event-invitation', 'Winter tasting in Porto');
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
  const offer = await fromGallery(telling, 'limited-offer', 'Boxes for the holidays');
  await app.get(CampaignsService).create(actor, {
    ...common,
    name: 'Boxes for the holidays',
    templateId: offer,
    subject: 'Three boxes that need no wrapping paper',
    preheader: 'Order by the fifteenth and they arrive in time.',
    audience: { include: [{ segmentId: segments.drinkers.id }], exclude: [] },
  });
}

async function fromGallery({ app, actor }: Telling, key: string, name: string): Promise<string> {
  const { subject, preheader, mjml } = app.get(TemplateGallery).get(key);
  const content = {
    subject,
    preheader,
    mjml: mjml.replaceAll('https://example.com/', 'https://mare-alta.example.com/'),
  };
  return (await app.get(TemplatesService).create(actor, { name, galleryKey: key, ...content })).id;
}
