import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AddressHasher } from '@features/contacts';
import type { ContactImport } from '@features/imports';
import { startImports, type ImportsFixture } from '../../testing/imports-fixture';

const folder = join(__dirname, '../../../test/fixtures/mailchimp');

interface CaseRow {
  in?: string;
  line: number;
  email?: string;
  result: 'contact' | 'invalid';
  status?: string;
  reason?: string;
  value?: string;
  firstName?: string | null;
  lastName?: string | null;
  country?: string | null;
  tags?: string[];
  fields?: Record<string, string>;
  rating?: number | null;
  interests?: string[];
  birthday?: string | null;
  notes?: string;
  suppression?: { reason: string; at: string | null; detail?: string };
  supersededByLine?: number;
}

interface Case {
  file: string;
  variant: string;
  contacts?: number;
  refused?: string;
  rows: CaseRow[];
}

const { cases } = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as { cases: Case[] };

let fixture: ImportsFixture;

beforeAll(async () => {
  fixture = await startImports();
});

afterAll(async () => {
  await fixture?.close();
});

describe('Mailchimp exports', () => {
  it.each(cases.filter((example) => !example.refused).map((example) => [example.file, example] as const))(
    'imports %s as it is, and again without any change',
    async (file, example) => {
      const { actor, topicId } = await fixture.aWorkspace();
      const options = { topicId };
      const path = join(folder, file);
      const foreseen = await fixture.imports.importFile(actor, {
        path,
        options: { ...options, dryRun: true },
      });
      expect(await contactCount(actor.workspaceId)).toBe(0);
      const first = await fixture.imports.importFile(actor, { path, options });
      expect([first.status, first.failure]).toEqual(['done', null]);
      expect(foreseen.counts).toEqual(first.counts);
      for (const row of example.rows) await expectRow(first, topicId, row);
      const distinct = new Set(example.rows.flatMap((row) => row.email ?? [])).size;
      expect(await contactCount(actor.workspaceId)).toBe(example.contacts ?? distinct);

      const before = await fixture.everything(actor.workspaceId);
      const second = await fixture.imports.importFile(actor, { path, options });
      expect(await fixture.everything(actor.workspaceId)).toEqual(before);
      expect(second.counts).toEqual({ ...first.counts, new: 0, unchanged: first.counts.new });
    },
  );

  it.each(cases.filter((example) => example.refused).map((example) => example.file))(
    'refuses %s as a whole',
    async (file) => {
      const { actor } = await fixture.aWorkspace();
      await expect(
        fixture.imports.importFile(actor, { path: join(folder, file), options: {} }),
      ).rejects.toMatchObject({ code: 'contact-import.no-address-column' });
    },
  );

  it('imports the demo export with the figures it promises', async () => {
    const demo = join(__dirname, '../../../templates/demo');
    const expected = JSON.parse(readFileSync(join(demo, 'expected.json'), 'utf8')) as {
      zip: string;
      rows: { total: number };
      invalid: unknown[];
      duplicates: unknown[];
      contacts: Record<string, number>;
    };
    const { actor, topicId } = await fixture.aWorkspace();
    const done = await fixture.imports.importFile(actor, {
      path: join(demo, expected.zip),
      options: { topicId, trackingConsent: true },
    });
    expect(done.counts).toMatchObject({
      rows: expected.rows.total,
      new: expected.contacts['total'],
      invalid: expected.invalid.length,
      duplicate: expected.duplicates.length,
      subscribed: expected.contacts['subscribed'],
      unsubscribed: expected.contacts['unsubscribed'],
      cleaned: expected.contacts['cleaned'],
      nonsubscribed: expected.contacts['nonsubscribed'],
    });
    const statuses = await fixture.database.query(
      `SELECT status, count(*) AS n FROM subscriptions WHERE workspace_id = $1 GROUP BY status ORDER BY status`,
      [actor.workspaceId],
    );
    expect(statuses).toEqual([
      { status: 'subscribed', n: expected.contacts['subscribed'] },
      { status: 'unsubscribed', n: expected.contacts['unsubscribed'] },
    ]);
  });
});

async function contactCount(workspaceId: string): Promise<number> {
  return fixture.count('contacts WHERE workspace_id = $1', [workspaceId]);
}

async function expectRow(done: ContactImport, topicId: string, row: CaseRow): Promise<void> {
  const { workspaceId } = done;
  if (row.result === 'invalid') {
    const problems = await fixture.database.query(
      'SELECT value, reason FROM contact_import_errors WHERE import_id = $1 AND line = $2',
      [done.id, row.line],
    );
    expect(problems).toEqual([{ value: row.value, reason: expect.stringContaining(row.reason ?? '') }]);
    return;
  }
  const found = await fixture.database.queryOne<{ id: string }>(
    'SELECT id FROM contacts WHERE workspace_id = $1 AND email_key = $2',
    [workspaceId, row.email],
  );
  const contact = await fixture.contacts.get(workspaceId, found?.id ?? '');
  const at = `${row.in ?? ''}:${row.line}`;
  if (row.supersededByLine === undefined) {
    for (const key of ['firstName', 'lastName', 'country'] as const)
      if (row[key] !== undefined) expect([at, contact[key]]).toEqual([at, row[key]]);
    for (const [label, value] of Object.entries(row.fields ?? {}))
      expect([at, contact.attributes[label.toLowerCase()]]).toEqual([at, value]);
  }
  const { attributes } = contact;
  if (row.tags) expect([at, [...contact.tags].sort()]).toEqual([at, [...row.tags].sort()]);
  if (row.rating !== undefined) expect(attributes['memberRating'] ?? null).toBe(row.rating);
  if (row.birthday !== undefined) expect(attributes['birthday'] ?? null).toBe(row.birthday);
  if (row.interests)
    expect([...((attributes['whatInterestsYou'] ?? []) as string[])].sort()).toEqual(
      [...row.interests].sort(),
    );
  if (row.notes !== undefined)
    expect(await fixture.count('notes WHERE contact_id = $1 AND body = $2', [contact.id, row.notes])).toBe(1);
  await expectConsent(done, { topicId, contactId: contact.id }, row);
}

async function expectConsent(
  done: ContactImport,
  { topicId, contactId }: { topicId: string; contactId: string },
  row: CaseRow,
): Promise<void> {
  const hash = fixture.app.get(AddressHasher).hash(done.workspaceId, row.email ?? '');
  const subscription = await fixture.database.queryOne<{ status: string; reason: string | null; at: Date }>(
    'SELECT status, reason, changed_at AS at FROM subscriptions WHERE topic_id = $1 AND contact_id = $2',
    [topicId, contactId],
  );
  const expected = { subscribed: 'subscribed', unsubscribed: 'unsubscribed' }[row.status ?? ''];
  expect([row.line, subscription?.status]).toEqual([row.line, expected]);
  const suppression = await fixture.database.queryOne<{ reason: string; note: string; at: Date }>(
    'SELECT reason, note, occurred_at AS at FROM suppressions WHERE workspace_id = $1 AND address_hash = $2',
    [done.workspaceId, hash],
  );
  if (row.suppression) {
    expect(suppression?.reason).toBe(row.suppression.reason.replace(' ', '-'));
    if (row.suppression.at) expect(suppression?.at).toEqual(new Date(row.suppression.at));
    if (row.suppression.detail) {
      expect(suppression?.note).toBe(row.suppression.detail);
      expect(subscription?.reason).toBe(row.suppression.detail);
    }
  }
  if (row.status === 'subscribed') {
    const evidence = await fixture.database.query<{ action: string; at: Date; ip: string; source: string }>(
      `SELECT action, occurred_at AS at, host(ip) AS ip, details ->> 'source' AS source FROM consent_records
       WHERE workspace_id = $1 AND address_hash = $2 ORDER BY occurred_at`,
      [done.workspaceId, hash],
    );
    expect(evidence[0]).toEqual({
      action: 'subscribed',
      at: new Date('2025-03-04T09:10:11Z'),
      ip: row.email === 'te.three@example.com' ? null : '192.0.2.10',
      source: 'Mailchimp import',
    });
    if (evidence[1])
      expect([evidence[1].action, evidence[1].at]).toEqual(['confirmed', new Date('2025-03-04T09:15:00Z')]);
  }
}
