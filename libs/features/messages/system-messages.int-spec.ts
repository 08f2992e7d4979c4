import { SystemMessages } from '@features/messages';
import { startMessages, type MessagesFixture, type MessagesHome } from '../../testing/messages-fixture';

let fixture: MessagesFixture;
let home: MessagesHome;

beforeAll(async () => {
  fixture = await startMessages();
  home = await fixture.aHome();
});

afterAll(() => fixture.close());

describe('system messages', () => {
  it('send a shipped mail once per key, with the link and nothing that is known of the person', async () => {
    const system = fixture.app.get(SystemMessages, { strict: false });
    const email = 'bo@example.com';
    await fixture.database.execute(
      `INSERT INTO contacts (workspace_id, email, email_key, address_hash, first_name, source)
       VALUES ($1, $2, $2, '\\x00', 'BUY-GOLD-NOW', 'test')`,
      [home.workspaceId, email],
    );
    const input = {
      key: 'confirm-subscription',
      to: { email },
      data: { actionUrl: 'https://tidings.example/c/abc' },
      idempotencyKey: 'form-1',
    };
    const first = await system.post(home.workspaceId, input);
    const again = await system.post(home.workspaceId, input);
    expect([again.id, again.isDuplicate]).toEqual([first.id, true]);
    await fixture.send(home.workspaceId);
    const [message] = fixture.smtp.received;
    expect(fixture.smtp.received).toHaveLength(1);
    const raw = message!.data.replaceAll('=\r\n', '');
    expect(raw).toContain('https://tidings.example/c/abc');
    expect(raw).toMatch(/^Auto-Submitted: auto-generated/m);
    expect(raw).not.toContain('BUY-GOLD-NOW');
    expect(raw).not.toMatch(/^List-Unsubscribe/m);
  });
});
