import type { ScreenData } from './screen-data';

/** One question that a screen asks, by its name for people. Counts may take as long as their engine does: nobody waits for them with a list. */
export interface ScreenRequest {
  screen: string;
  what: string;
  path: string;
  body?: unknown;
  /** Of pages: how many pages further before the one that is measured. */
  deep?: number;
  /** Counted by the engine of segments, or worked out over everything; has a goal of its own. */
  isCount?: boolean;
}

const PAGES_DEEP = 20;

/** What each screen of `apps/web` asks: its first page, a page far on, searches with many, few and no answers, every order and filter. */
export function screenRequests(data: ScreenData): ScreenRequest[] {
  return [
    ...home(),
    ...contacts(),
    ...contact(data),
    ...segments(data),
    ...campaigns(data),
    ...forms(data),
    ...sequences(data),
    ...others(data),
  ];
}

function of(
  screen: string,
): (what: string, path: string, more?: Omit<ScreenRequest, 'screen' | 'what' | 'path'>) => ScreenRequest {
  return (what, path, more = {}) => ({ screen, what, path: `/api/v1/${path}`, ...more });
}

function home(): ScreenRequest[] {
  const ask = of('home');
  return [
    ask('live sequences', 'sequences?status=active&limit=4'),
    ask('audience', 'reports/audience'),
    ask('growth of 30 days', 'reports/growth'),
    ask('growth of a year', `reports/growth?from=${aYearAgo()}`),
    ask('published forms', 'forms?status=published&limit=1'),
    ask('test sends', 'audit-entries?action=campaign.test-sent&limit=1'),
    ask('sending holds', 'sending-holds'),
    ask('paused campaigns', 'campaigns?status=paused&limit=3'),
    ask('imports under way', 'contact-imports?limit=5'),
    ask('campaigns under way', 'campaigns?limit=5&status=sending'),
  ];
}

function aYearAgo(): string {
  return new Date(Date.now() - 364 * 86_400_000).toISOString().slice(0, 10);
}

function contacts(): ScreenRequest[] {
  const ask = of('contacts');
  const list = 'contacts?limit=50';
  const newest = `${list}&sort=createdAt&direction=desc`;
  const orders = ['createdAt', 'updatedAt', 'email', 'firstName', 'lastName'].flatMap((sort) =>
    ['asc', 'desc'].map((direction) => `&sort=${sort}&direction=${direction}`),
  );
  const searches = [
    ['all addresses', 'example'],
    ['many names', 'ana'],
    ['a stretch of addresses', 'contact1001'],
    ['one address', 'contact777777@'],
    ['one last name', 'Example 424242'],
    ['a company', 'company 77'],
    ['two letters', 'zo'],
    ['nobody', 'nobody-is-called-so'],
    ['two letters of nobody', 'qx'],
  ];
  const fields = [
    ['country', 'country:PT'],
    ['custom choice', 'attributes.plan:pro'],
    ['rare custom text', 'attributes.profession:Baker 5'],
    ['custom text of nobody', 'attributes.profession:Nobody'],
    ['number of nobody', 'attributes.score:123456'],
    ['city of nobody', 'city:Nowhere'],
    ['birth date', 'birthDate:1980-05-05'],
  ];
  return [
    ...orders.flatMap((order) => [
      ask(`in order${order}`, `${list}${order}`),
      ask(`in order${order}, far on`, `${list}${order}`, { deep: PAGES_DEEP }),
    ]),
    ...searches.map(([what, text]) => ask(`search ${what}`, `${newest}&q=${encodeURIComponent(text ?? '')}`)),
    ask('search many names, by address', `${list}&sort=email&q=ana`),
    ask('search nobody, by address', `${list}&sort=email&q=nobody-is-called-so`),
    ask('search many names, far on', `${newest}&q=ana`, { deep: PAGES_DEEP }),
    ...['customer', 'tag 3', 'tag 40', 'no such tag'].map((tag) =>
      ask(`tag ${tag}`, `${newest}&tag=${encodeURIComponent(tag)}`),
    ),
    ask('tag 3, by last name', `${list}&sort=lastName&tag=tag%203`),
    ...fields.map(([what, field]) =>
      ask(`field ${what}`, `${newest}&field=${encodeURIComponent(field ?? '')}`),
    ),
    ask('tags', 'tags'),
    ask('fields', 'contact-fields'),
  ];
}

function contact({ contactId, enrollmentId }: ScreenData): ScreenRequest[] {
  const ask = of('contact');
  return [
    ask('profile', `contacts/${contactId}`),
    ask('timeline', `contacts/${contactId}/timeline?limit=20`),
    ask('timeline, far on', `contacts/${contactId}/timeline?limit=20`, { deep: PAGES_DEEP }),
    ask('consent', `contacts/${contactId}/consent-records?limit=20`),
    ask('why not mailed', `contacts/${contactId}/mailable`),
    ask('notes', `contacts/${contactId}/notes?limit=50`),
    ask('segments', `contacts/${contactId}/segments`),
    ask('sequences', `contacts/${contactId}/sequences`),
    ask('one passage', `enrollments/${enrollmentId}`),
  ];
}

function segments({ segmentIds, trackedSegmentId, staticSegmentId }: ScreenData): ScreenRequest[] {
  const ask = of('segments');
  const id = segmentIds[0] ?? '';
  const kinds = { dynamic: id, tracked: trackedSegmentId, static: staticSegmentId };
  return [
    ask('list', 'segments?limit=200'),
    ask('search', 'segments?limit=200&search=nothing'),
    ask('fields', 'segments/fields'),
    ask('library', 'segment-library'),
    ask('one', `segments/${id}`),
    ask('history', `segments/${id}/history`),
    ask('used in', `segments/${id}/usage`),
    ...Object.entries(kinds).flatMap(([kind, one]) => [
      ask(`members, ${kind}`, `segments/${one}/contacts?limit=50`),
      ask(`members, ${kind}, far on`, `segments/${one}/contacts?limit=50`, { deep: PAGES_DEEP }),
    ]),
    ask('count', `segments/${id}/count`, { body: {}, isCount: true }),
    ask('overlap', 'analysis/overlap', { body: { segmentIds: segmentIds.slice(0, 3) }, isCount: true }),
    ask('traits', 'analysis/over-represented', { body: { segmentId: id, limit: 12 } }),
    ask('leaderboard', 'analysis/segments'),
  ];
}

function campaigns({ bigCampaignId, campaignId, draftCampaignId }: ScreenData): ScreenRequest[] {
  const ask = of('campaigns');
  const one = (name: string, id: string): ScreenRequest[] => [
    ask(`${name}: itself`, `campaigns/${id}`),
    ask(`${name}: progress`, `campaigns/${id}/progress`),
    ask(`${name}: report`, `campaigns/${id}/report`),
    ask(`${name}: domains`, `campaigns/${id}/report/domains`),
    ask(`${name}: send to the rest`, `campaigns/${id}/send-to-rest`),
    ask(`${name}: deliveries`, `campaigns/${id}/deliveries?limit=25`),
    ask(`${name}: deliveries, far on`, `campaigns/${id}/deliveries?limit=25`, { deep: PAGES_DEEP }),
    ...['accepted', 'suppressed', 'refused', 'uncertain', 'deferred'].map((status) =>
      ask(`${name}: ${status} deliveries`, `campaigns/${id}/deliveries?limit=25&status=${status}`),
    ),
    ask(`${name}: deliveries, search many`, `campaigns/${id}/deliveries?limit=25&search=example`),
    ask(`${name}: deliveries, search one`, `campaigns/${id}/deliveries?limit=25&search=contact16000%40`),
    ask(`${name}: deliveries, search nobody`, `campaigns/${id}/deliveries?limit=25&search=nobody-is-so`),
  ];
  return [
    ask('list', 'campaigns?limit=20'),
    ask('sent', 'campaigns?limit=20&status=sent'),
    ask('search nothing', 'campaigns?limit=20&search=nothing'),
    ...one('small', campaignId),
    ...one('big', bigCampaignId),
    ask('draft: preflight', `campaigns/${draftCampaignId}/preflight`, { isCount: true }),
  ];
}

function forms({ formId, assetId }: ScreenData): ScreenRequest[] {
  const ask = of('forms and assets');
  const list = `forms/${formId}/submissions?limit=25`;
  return [
    ask('list', 'forms?limit=200'),
    ask('search nothing', 'forms?limit=200&search=nothing'),
    ask('funnel', `forms/${formId}/funnel`),
    ask('funnel of a month', `forms/${formId}/funnel?from=${daysAgo(30)}`),
    ask('submissions', list),
    ask('submissions, far on', list, { deep: PAGES_DEEP }),
    ...['spam', 'held', 'pending'].map((status) => ask(`${status} submissions`, `${list}&status=${status}`)),
    ask('submissions, search many', `${list}&search=example`),
    ask('submissions, search one', `${list}&search=contact16000%40`),
    ask('submissions, search nobody', `${list}&search=nobody-is-so`),
    ask('assets', 'assets?limit=200'),
    ask('downloads', `assets/${assetId}/downloads?limit=25`),
    ask('downloads, far on', `assets/${assetId}/downloads?limit=25`, { deep: PAGES_DEEP }),
  ];
}

function sequences({ sequenceId, contactId }: ScreenData): ScreenRequest[] {
  const ask = of('sequences');
  const list = `sequences/${sequenceId}/enrollments?limit=25`;
  return [
    ask('list', 'sequences?limit=200'),
    ask('one', `sequences/${sequenceId}`),
    ask('problems', `sequences/${sequenceId}/problems`),
    ask('counts', `sequences/${sequenceId}/counts`),
    ask('versions', `sequences/${sequenceId}/versions?limit=20`),
    ask('people', list),
    ask('people, far on', list, { deep: PAGES_DEEP }),
    ...['active', 'completed', 'exited'].map((status) => ask(`${status} people`, `${list}&status=${status}`)),
    ...['wait', 'again', 'hello'].map((step) => ask(`people at ${step}`, `${list}&step=${step}`)),
    ask('one person', `${list}&contactId=${contactId}`),
  ];
}

function others({ templateId, importId }: ScreenData): ScreenRequest[] {
  const [emails, settings, imports] = [of('emails'), of('settings'), of('imports')];
  return [
    emails('list', 'templates?limit=200'),
    emails('search nothing', 'templates?limit=200&search=nothing'),
    emails('one', `templates/${templateId}`),
    imports('list', 'contact-imports?limit=10'),
    imports('one', `contact-imports/${importId}`),
    imports('its errors', `contact-imports/${importId}/errors`),
    settings('topics', 'topics'),
    settings('senders', 'senders'),
    settings('users', 'users?limit=200'),
    settings('keys', 'api-keys?limit=200'),
    settings('webhooks', 'webhook-subscriptions'),
    settings('suppressions', 'suppressions?limit=25'),
    settings('suppressions, far on', 'suppressions?limit=25', { deep: PAGES_DEEP }),
    settings('suppressions, manual', 'suppressions?limit=25&reason=complaint'),
    settings('suppressions, none', 'suppressions?limit=25&reason=erased'),
    settings('audit', 'audit-entries?limit=50'),
    settings('audit, far on', 'audit-entries?limit=50', { deep: PAGES_DEEP }),
    settings('audit, action', 'audit-entries?limit=50&action=campaign.sent'),
    settings('audit, action of none', 'audit-entries?limit=50&action=no.such-thing'),
    settings('audit, one target', 'audit-entries?limit=50&targetKind=contact&targetId=17'),
  ];
}

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 24 * 3600 * 1000).toISOString();
}
