import {
  curlExample,
  isUsual,
  sampleReport,
  USUAL_MAPPING,
} from '../../apps/web/src/settings/integrations/chat-mapping';
import { paceOf, PACES, readVolumes } from '../../apps/web/src/settings/limits/warm-up-paces';
import { dayIn, positionOn } from '../../apps/web/src/settings/limits/warm-up-position';
import { routesOf } from '../../apps/web/src/settings/smtp-servers/routing';

describe('which server a message takes, as the app tells it', () => {
  const server = (
    name: string,
    weight: number,
    more: { senderDomains?: string[]; isEnabled?: boolean } = {},
  ) => ({
    ...{ id: name, name, weight, senderDomains: [], isEnabled: true },
    ...more,
  });

  it('shares mail by weight, domain by domain, and leaves out what is switched off', () => {
    const servers = [
      server('small', 1),
      server('large', 3),
      server('off', 5, { isEnabled: false }),
      server('blog', 2, { senderDomains: ['blog.example'] }),
      server('resting', 2, { senderDomains: ['rest.example'], isEnabled: false }),
    ];
    expect(routesOf(servers)).toEqual([
      { domain: 'blog.example', servers: [{ id: 'blog', name: 'blog', share: 1 }] },
      { domain: 'rest.example', servers: [] },
      {
        domain: null,
        servers: [
          { id: 'large', name: 'large', share: 0.75 },
          { id: 'small', name: 'small', share: 0.25 },
        ],
      },
    ]);
  });
});

describe('a warm-up plan', () => {
  const days = [
    { number: 1, date: '2026-11-05', limit: 50 },
    { number: 2, date: '2026-11-06', limit: 100 },
  ];

  it.each([
    ['2026-11-04', { at: 'before', first: '2026-11-05' }],
    ['2026-11-06', { at: 'day', number: 2, limit: 100 }],
    ['2026-11-07', { at: 'over', last: '2026-11-06' }],
  ])('stands on %s where it does', (today, position) => {
    expect(positionOn({ startsOn: '2026-11-05', days }, today)).toEqual(position);
  });

  it('counts days in the time zone of the workspace', () => {
    const now = new Date('2026-11-05T23:30:00Z');
    expect([dayIn('UTC', now), dayIn('Europe/Berlin', now)]).toEqual(['2026-11-05', '2026-11-06']);
  });

  it('is read from what somebody typed, or refused', () => {
    expect(readVolumes(' 50 100\n200;400 ')).toEqual([50, 100, 200, 400]);
    for (const text of ['', '50 many', '0', '1.5', '10000001', Array(91).fill('1').join(' ')]) {
      expect(readVolumes(text)).toBeNull();
    }
    expect([paceOf(PACES.careful), paceOf([1, 2])]).toEqual(['careful', 'own']);
  });
});

describe('the example of a chat report', () => {
  it('puts each thing where the mapping says, escapes of JSON pointers undone', () => {
    const mapping = { conversationId: '/chat/id', email: '/a~1b/~0mail', 'properties.page': '/chat/page' };
    expect(sampleReport(mapping)).toEqual({
      chat: { id: 'conversation-1', page: '/prices' },
      'a/b': { '~mail': 'ana@example.com' },
    });
    expect(isUsual(USUAL_MAPPING)).toBe(true);
    expect(isUsual(mapping)).toBe(false);
  });

  it('survives the quotes of a shell', () => {
    const command = curlExample('https://x.example', { conversationId: "/it's", email: '/e' });
    expect(command).toContain(`"it'\\''s"`);
  });
});
