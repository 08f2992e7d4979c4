import { ThrottleService } from '@features/accounts';
import { MailabilityService } from '@features/consent';
import { PreferencePages } from '@features/tracking';
import { startApi, type TestApi, type TestWorkspace } from './support/api';
import { aSentCampaign, type SentCampaign, type SentMessage } from './support/sent-message';

interface ConsentRow {
  action: string;
  method: string;
  text: string | null;
  language: string | null;
  details: Record<string, unknown>;
}

describe('preference page', () => {
  let api: TestApi;
  let home: TestWorkspace;
  let campaign: SentCampaign;

  beforeAll(async () => {
    api = await startApi();
    home = await api.aWorkspace({ name: 'Salt <& Stone' });
    campaign = await aSentCampaign(api, home);
    await api.db.execute(`UPDATE topics SET description = 'Every Tuesday' WHERE id = $1`, [campaign.topicId]);
  });

  afterAll(() => api.close());

  const statusOf = async ({ contact }: SentMessage, topicId = campaign.topicId) => {
    const sql = 'SELECT status FROM subscriptions WHERE contact_id = $1 AND topic_id = $2';
    return (await api.db.queryOne<{ status: string }>(sql, [contact.id, topicId]))?.status;
  };
  const recordsOf = ({ contact }: SentMessage) =>
    api.db.query<ConsentRow>(
      `SELECT action, method, consent_text AS text, language, details FROM consent_records
       WHERE contact_id = $1 ORDER BY id`,
      [contact.id],
    );
  const rowOf = ({ contact }: SentMessage) =>
    api.db.queryOne<{
      consent: boolean | null;
      days: number | null;
      pausedDays: number | null;
      locale: string;
    }>(
      `SELECT tracking_consent AS consent, own_cap_days AS days, locale,
         round(extract(epoch FROM paused_until - now()) / 86400)::int AS "pausedDays"
       FROM contacts WHERE id = $1`,
      [contact.id],
    );
  const open = async (message: SentMessage) =>
    (await api.http.get(`/p/${message.tokens.preferences}`).expect(200)).text;
  const post = (message: SentMessage, body: string) =>
    api.http.post(`/p/${message.tokens.preferences}`).type('form').send(body).expect(200);
  /** Fills in the form of the page as it stands. */
  const save = async (message: SentMessage, body: string) => {
    const shown = /name="shown" value="([^"]+)"/.exec(await open(message))?.[1];
    return post(message, `shown=${shown}&${body}&action=save`);
  };

  it('shows the choices without giving the address away, and changes nothing by itself', async () => {
    const message = await campaign.aRecipient();
    const page = await api.http.get(`/p/${message.tokens.preferences}`).expect(200);
    expect(page.text).toContain('Product &#60;news&#62;');
    expect(page.text).toContain('Every Tuesday');
    expect(page.text).not.toContain(message.contact.email);
    expect(page.text).not.toContain('<script');
    expect(page.text).toMatch(new RegExp(`value="${campaign.topicId}"\\s+checked`));
    expect(page.text).toMatch(/value="all"\s+checked/);
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'nonce-/);
    await api.http.head(`/p/${message.tokens.preferences}?action=erase-for-good`).expect(200);
    await post(message, '');
    await post(message, 'topic=x&action=nonsense');
    await post(message, 'action=pause-3');
    await post(message, 'action=erase');
    expect([await statusOf(message), await recordsOf(message)]).toEqual(['subscribed', []]);
    expect(await rowOf(message)).toMatchObject({ days: null, pausedDays: null });
  });

  it('saves every choice with the sentence that was read, once', async () => {
    await api.db.execute(`UPDATE workspaces SET tracking_mode = 'individual' WHERE id = $1`, [
      home.workspace.id,
    ]);
    const other = await aSentCampaign(api, home);
    const message = await campaign.aRecipient();
    const body = `asked=tracking&topic=${other.topicId}&frequency=weekly`;
    expect((await save(message, body)).text).toContain('Your choices are saved');
    expect([await statusOf(message), await statusOf(message, other.topicId)]).toEqual([
      'unsubscribed',
      'subscribed',
    ]);
    expect(await rowOf(message)).toMatchObject({ consent: false, days: 7 });
    const records = await recordsOf(message);
    const said = (action: string) => records.find((record) => record.action === action);
    const text = 'Salt <& Stone may send me emails about: Product <news>';
    expect(said('unsubscribed')).toMatchObject({ text: `${text}. Every Tuesday`, language: 'en' });
    expect(said('subscribed')).toMatchObject({ text, language: 'en', method: 'preference-page' });
    expect(said('frequency-chosen')).toMatchObject({
      text: 'How often we may write to you: At most one email a week',
      details: { frequency: 'weekly' },
    });
    expect(said('tracking-withdrawn')?.text).toContain('You may note which emails I open');
    const page = await open(message);
    for (const { text: sentence } of records)
      for (const part of (sentence ?? '').split(/: |\. /))
        expect(page).toContain(
          part.replace(/[<>&]/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/\.$/, ''),
        );
    await save(message, body);
    expect(await recordsOf(message)).toHaveLength(records.length);
    await save(message, `asked=tracking&tracking=yes&topic=${campaign.topicId}&frequency=all`);
    expect([await statusOf(message), await rowOf(message)]).toMatchObject([
      'subscribed',
      { consent: true, days: null },
    ]);
  });

  it('saves nothing that the person has not read: a topic that was renamed meanwhile is shown first', async () => {
    const own = await aSentCampaign(api, home);
    const message = await own.aRecipient();
    const shown = /name="shown" value="([^"]+)"/.exec(await open(message))?.[1];
    await api.db.execute(`UPDATE topics SET name = 'Offers of others' WHERE id = $1`, [own.topicId]);
    for (const stale of [`shown=${shown}`, 'shown=en.x', '']) {
      const answer = await post(message, `${stale}&frequency=weekly&action=save`);
      expect(answer.text).toContain('nothing is saved yet');
      expect(answer.text).toContain('Offers of others');
    }
    expect([await statusOf(message, own.topicId), await recordsOf(message)]).toEqual(['subscribed', []]);
  });

  it('leaves what waits for a confirmation alone, unless the person confirms it here', async () => {
    const message = await campaign.aRecipient();
    await api.db.execute(`UPDATE subscriptions SET status = 'pending' WHERE contact_id = $1`, [
      message.contact.id,
    ]);
    await save(message, 'frequency=all');
    expect(await statusOf(message)).toBe('pending');
    await save(message, `topic=${campaign.topicId}`);
    expect(await recordsOf(message)).toMatchObject([{ action: 'confirmed' }]);
  });

  it('pauses for some weeks and ends the pause, keeping the subscriptions', async () => {
    const message = await campaign.aRecipient();
    const mailable = async () => {
      const mailability = api.app.get(MailabilityService, { strict: false });
      const { topics } = await mailability.of(home.workspace.id, message.contact.id, campaign.topicId);
      return topics[0]?.obstacles.map(({ reason }) => reason);
    };
    expect(await mailable()).toEqual([]);
    const paused = await post(message, 'action=pause-4');
    expect(paused.text).toMatch(/You get no emails until \w+ \d+, \d{4}/);
    expect(await rowOf(message)).toMatchObject({ pausedDays: 28 });
    expect(await mailable()).toEqual(['paused']);
    expect(await open(message)).toContain('End the pause now');
    expect((await post(message, 'action=end-pause')).text).toContain('The pause is over');
    await post(message, 'action=end-pause');
    expect(await mailable()).toEqual([]);
    expect([await statusOf(message), await recordsOf(message)]).toMatchObject([
      'subscribed',
      [
        {
          action: 'paused',
          text: 'Pause for 4 weeks. You get no emails for some time. Your choices stay as they are.',
          details: { weeks: 4 },
        },
        { action: 'resumed', text: 'End the pause now' },
      ],
    ]);
  });

  it.each([
    ['de-AT', { language: 'de', title: 'Ihre Einstellungen', pause: '2 Wochen Pause' }],
    ['pt', { language: 'pt', title: 'As suas preferências', pause: 'Pausa de 2 semanas' }],
    ['es-MX', { language: 'es', title: 'Sus preferencias', pause: 'Pausa de 2 semanas' }],
    ['fr-FR', { language: 'fr', title: 'Vos préférences', pause: 'Pause de 2 semaines' }],
    ['fi-FI', { language: 'en', title: 'Your preferences', pause: 'Pause for 2 weeks' }],
  ])('speaks the contact’s language: %s', async (locale, { language, title, pause }) => {
    const message = await campaign.aRecipient({ contact: { locale } });
    const page = await open(message);
    expect(page).toContain(`<html lang="${language}">`);
    expect(page).toContain(`<h1>${title}</h1>`);
    await post(message, 'action=pause-2');
    const [record] = await recordsOf(message);
    expect(record).toMatchObject({ action: 'paused', language });
    expect(record?.text).toContain(pause);
  });

  it('changes the language, and the page with it', async () => {
    const message = await campaign.aRecipient({ contact: { locale: 'pt-BR' } });
    const topic = `topic=${campaign.topicId}`;
    await save(message, `${topic}&locale=pt`);
    expect(await rowOf(message)).toMatchObject({ locale: 'pt-BR' });
    const page = await save(message, `${topic}&locale=de`);
    expect(page.text).toContain('Ihre Auswahl ist gespeichert');
    expect(await rowOf(message)).toMatchObject({ locale: 'de' });
    await save(message, `${topic}&locale=klingon`);
    expect(await recordsOf(message)).toMatchObject([
      {
        action: 'language-chosen',
        text: 'Língua: A minha língua: Deutsch',
        language: 'pt',
        details: { locale: 'de', was: 'pt-BR' },
      },
    ]);
  });

  it('unsubscribes from everything, also from an old page', async () => {
    const message = await campaign.aRecipient();
    const page = await post(message, `topic=${campaign.topicId}&shown=old&action=unsubscribe-all`);
    expect(page.text).toContain('unsubscribed from everything');
    expect(await statusOf(message)).toBe('unsubscribed');
    const records = await recordsOf(message);
    expect(new Set(records.map(({ action, text }) => `${action}: ${text}`))).toEqual(
      new Set(['unsubscribed: Unsubscribe from everything']),
    );
    const sql = 'SELECT unsubscribed_at AS at FROM deliveries WHERE id = $1';
    expect(await api.db.queryOne(sql, [message.deliveryId])).toEqual({ at: expect.any(Date) });
  });

  it('cannot be used to subscribe to topics of others or hidden ones', async () => {
    const stranger = await api.aWorkspace();
    const foreign = await aSentCampaign(api, stranger);
    const hidden = await aSentCampaign(api, home);
    await api.db.execute('UPDATE topics SET is_public = false WHERE id = $1', [hidden.topicId]);
    const message = await campaign.aRecipient();
    await save(message, `topic=${foreign.topicId}&topic=${hidden.topicId}&topic=${campaign.topicId}`);
    expect(await statusOf(message, foreign.topicId)).toBeUndefined();
    expect(await statusOf(message, hidden.topicId)).toBeUndefined();
    expect(await statusOf(message)).toBe('subscribed');
  });

  it('offers a blocked address nothing but to leave', async () => {
    const message = await campaign.aRecipient();
    const email = message.contact.email;
    await api.db.execute(`UPDATE subscriptions SET status = 'unsubscribed' WHERE contact_id = $1`, [
      message.contact.id,
    ]);
    await home.http.post('/api/v1/suppressions').send({ email, reason: 'complaint' }).expect(201);
    const page = await open(message);
    expect(page).toContain('Your address is blocked');
    expect(page).toMatch(new RegExp(`value="${campaign.topicId}"\\s+disabled`));
  });

  it('erases only when asked twice, and keeps that the person asked', async () => {
    const message = await campaign.aRecipient();
    const asked = await post(message, 'action=erase');
    expect(asked.text).toContain('Yes, erase everything about me');
    expect((await post(message, 'action=show')).text).toContain('Your preferences');
    expect(await statusOf(message)).toBe('subscribed');
    for (const address of ['', 'address=', 'address=somebody@else.example']) {
      const refused = await post(message, `action=erase-for-good&${address}`);
      expect(refused.text).toContain('This is not the address');
      expect(refused.text).not.toContain(message.contact.email);
    }
    expect(await statusOf(message)).toBe('subscribed');
    const typed = encodeURIComponent(` ${message.contact.email.toUpperCase()} `);
    const done = await post(message, `action=erase-for-good&address=${typed}`);
    expect(done.text).toContain('You are erased');
    await api.http.get(`/p/${message.tokens.preferences}`).expect(404);
    await api.http
      .post(`/p/${message.tokens.preferences}`)
      .type('form')
      .send('action=erase-for-good')
      .expect(404);
    const records = await api.db.query(
      `SELECT contact_id, ip, user_agent, consent_text FROM consent_records
       WHERE workspace_id = $1 AND action = 'erasure-requested'`,
      [home.workspace.id],
    );
    expect(records).toEqual([
      {
        contact_id: null,
        ip: null,
        user_agent: null,
        consent_text: expect.stringContaining('Yes, erase everything about me'),
      },
    ]);
    const audit = await api.db.query('SELECT action FROM audit_entries WHERE target_id = $1', [
      message.contact.id,
    ]);
    expect(audit).toEqual([{ action: 'contact.erased' }]);
  });

  describe('my data', () => {
    const ask = async (message: SentMessage) => (await post(message, 'action=export')).text;
    const mails = ({ contact }: SentMessage) =>
      api.db.query<{ url: string; subject: string; email: string }>(
        `SELECT m.data ->> 'actionUrl' AS url, v.subject, d.email FROM messages m JOIN deliveries d ON d.message_id = m.id
         JOIN template_versions v ON v.id = m.template_version_id
         WHERE m.contact_id = $1`,
        [contact.id],
      );

    it('comes by a link that goes to the address, since newsletters are forwarded', async () => {
      const message = await campaign.aRecipient({ contact: { firstName: '=SUM(1)', locale: 'de' } });
      expect(await ask(message)).toContain('Wir können den Link gerade nicht');
      await home.http
        .post('/api/v1/senders')
        .send({ fromName: 'Salt', fromEmail: 'hello@salt.example', isDefault: true })
        .expect(201);
      const page = await ask(message);
      expect(page).toContain('Wir haben einen Link an');
      expect(page).not.toContain(message.contact.email);
      await Promise.all(Array.from({ length: 5 }, () => ask(message)));
      expect(await recordsOf(message)).toHaveLength(1);
      const [mail, ...more] = await mails(message);
      expect(more).toEqual([]);
      expect(mail).toMatchObject({
        email: message.contact.email,
        subject: 'Ihre Daten bei {{workspace.name}}',
      });
      expect(new Set((await recordsOf(message)).map(({ action }) => action))).toEqual(
        new Set(['export-requested']),
      );

      const path = new URL(mail?.url ?? '').pathname;
      const shown = await api.http.get(path).expect(200);
      expect(shown.text).toContain('Ihre Daten');
      expect(shown.text).not.toContain(message.contact.email);
      const json = await api.http.post(path).type('form').send('format=json').expect(200);
      expect(json.headers).toMatchObject({
        'content-disposition': 'attachment; filename="my-data.json"',
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
      });
      expect(JSON.parse(json.text)).toMatchObject({
        contact: { email: message.contact.email },
        deliveries: expect.arrayContaining([expect.objectContaining({ campaign: 'Spring' })]),
      });
      const csv = await api.http.post(path).type('form').send('format=csv').expect(200);
      expect(csv.headers['content-type']).toContain('text/csv');
      expect(csv.text).toContain(`contact,1,first_name,'=SUM(1)`);
      const audit = await api.db.query('SELECT DISTINCT action FROM audit_entries WHERE target_id = $1', [
        message.contact.id,
      ]);
      expect(audit).toEqual([{ action: 'contact.exported' }]);

      await post(message, `action=erase-for-good&address=${message.contact.email}`);
      await api.http.get(path).expect(404);
      await api.http.post(path).type('form').send('format=json').expect(404);
    });

    it('is not behind the link of a newsletter, nor the other way round', async () => {
      const message = await campaign.aRecipient();
      const { preferences } = message.tokens;
      for (const method of ['get', 'post'] as const)
        await api.http[method](`/p/data/${preferences}`).expect(404);
      await ask(message);
      const token = new URL((await mails(message))[0]?.url ?? '').pathname.split('/').at(-1);
      await api.http.get(`/p/${token}`).expect(404);
    });

    it('cannot be asked for, changed or erased without end by one link; leaving always works', async () => {
      const message = await campaign.aRecipient();
      const statusOf = async (body: string) =>
        (await api.http.post(`/p/${message.tokens.preferences}`).type('form').send(body)).status;
      const spend = async (name: string, count: number) =>
        api.app
          .get(ThrottleService, { strict: false })
          .hitTogether({ name, subject: message.contact.id, count }, { hits: 1000, windowSeconds: 3600 });
      await spend('preferences', 58);
      expect([await statusOf('action=export'), await statusOf('action=export')]).toEqual([200, 200]);
      expect(await statusOf('action=pause-2')).toBe(429);
      expect(await statusOf('action=unsubscribe-all')).toBe(200);
      await spend('preferences-erase', 9);
      expect(await statusOf('action=erase-for-good&address=guess@r.example')).toBe(200);
      expect(await statusOf(`action=erase-for-good&address=${message.contact.email}`)).toBe(429);
      const actions = (await recordsOf(message)).map(({ action }) => action);
      expect(actions.filter((action) => action !== 'unsubscribed')).toEqual(['export-requested']);
    });

    it('does not go to an address that complained', async () => {
      const message = await campaign.aRecipient();
      const { email } = message.contact;
      await home.http.post('/api/v1/suppressions').send({ email, reason: 'complaint' }).expect(201);
      expect(await ask(message)).toContain('We cannot send the link');
    });
  });

  it('answers wrong tokens with a page that tells nothing', async () => {
    const message = await campaign.aRecipient();
    for (const token of ['x', message.tokens.unsubscribe, `${message.tokens.preferences.slice(0, -2)}AA`]) {
      await api.http.get(`/p/${token}`).expect(404);
      await api.http.post(`/p/${token}`).type('form').send('action=erase-for-good').expect(404);
    }
    expect(api.app.get(PreferencePages, { strict: false }).isTest('x')).toBe(false);
  });
});
