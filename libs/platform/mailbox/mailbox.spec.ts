import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createTransport, type SendMailOptions } from 'nodemailer';

import { type MessageDetailView, type MessagePage, type RunningMailbox, startMailbox } from './index';

let dir: string;
let mailbox: RunningMailbox;

const start = async (maxMessages?: number) => {
  mailbox = await startMailbox({ dir, smtpPort: 0, httpPort: 0, maxMessages });
};

const restart = async (maxMessages?: number) => {
  await mailbox.stop();
  await start(maxMessages);
};

const send = async (mail: SendMailOptions) => {
  const transport = createTransport({ host: '127.0.0.1', port: mailbox.smtpPort });
  const defaults = { from: 'Fjord <news@fjord.example>', to: 'ann@x.example', subject: 'Hello', text: 'Hi' };
  const result = await transport.sendMail({ ...defaults, ...mail });
  transport.close();
  return result;
};

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(mailbox.httpUrl + path, { headers });
const getJson = async <T>(path: string) => (await (await get(path)).json()) as T;
const list = (query = '') => getJson<MessagePage>(`/api/messages?${query}`);
const detailOfNewest = async () => {
  const { items } = await list('limit=1');
  return getJson<MessageDetailView>(`/api/messages/${items[0]?.id}`);
};

/** fetch() does not let a test choose the Host header. */
const statusFor = (headers: Record<string, string>, method = 'GET') =>
  new Promise<number | undefined>((resolve, reject) => {
    const options = { port: mailbox.httpPort, path: '/api/messages', headers, method };
    const request = httpRequest({ host: '127.0.0.1', ...options }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on('error', reject).end();
  });

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mailbox-'));
  await start();
});

afterEach(async () => {
  await mailbox.stop();
  await rm(dir, { recursive: true, force: true });
});

describe('receiving', () => {
  it('stores what a client sends, byte for byte, and lists it', async () => {
    const reply = await send({
      subject: 'Grüße aus Tromsø',
      to: 'Åse Bø <ase@x.example>',
      messageId: '<1@x>',
    });

    const page = await list();
    expect(page.total).toBe(1);
    const message = page.items[0];
    expect(message).toMatchObject({
      subject: 'Grüße aus Tromsø',
      from: 'Fjord <news@fjord.example>',
      to: 'Åse Bø <ase@x.example>',
      messageId: '<1@x>',
      envelope: { from: 'news@fjord.example', to: ['ase@x.example'] },
    });
    expect(reply.response).toContain(message?.id ?? 'no message');

    const raw = Buffer.from(await (await get(`/api/messages/${message?.id}/raw`)).arrayBuffer());
    expect(raw.length).toBe(message?.size);
    expect(raw.toString()).toMatch(/^From: Fjord <news@fjord.example>\r\n[\s\S]*\r\n\r\nHi\r\n$/);
  });

  it('keeps lines that begin with a dot, and the null sender', async () => {
    await send({ text: '.one\n..two\nend', envelope: { from: '', to: 'ann@x.example' } });
    const detail = await detailOfNewest();
    expect(detail.text).toBe('.one\n..two\nend\n');
    expect(detail.envelope.from).toBe('');
  });

  it('lists 300 messages that came over one pipelined connection, in order', async () => {
    const count = 300;
    const socket = connect(mailbox.smtpPort, '127.0.0.1');
    const envelope = (n: number) => `MAIL FROM:<a@x.example>\r\nRCPT TO:<r${n}@x.example>\r\nDATA\r\n`;
    const body = (n: number) => `Subject: number ${n}\r\n\r\nbody ${n}\r\n.\r\n`;
    let sent = 0;
    let received = '';
    await new Promise<void>((resolve, reject) => {
      socket.on('error', reject);
      socket.on('data', (chunk: Buffer) => {
        received += chunk.toString();
        const lines = received.split('\r\n');
        received = lines.pop() ?? '';
        for (const line of lines) {
          if (line.startsWith('220')) socket.write(`EHLO me\r\n${envelope(0)}`);
          // The next envelope leaves with the body: one write, four commands.
          if (line.startsWith('354')) {
            const next = sent + 1 < count ? envelope(sent + 1) : 'QUIT\r\n';
            socket.write(body(sent) + next);
            sent += 1;
          }
          if (line.startsWith('221')) resolve();
        }
      });
    });
    socket.destroy();

    const page = await list('limit=5000');
    expect(page.total).toBe(count);
    const expected = Array.from({ length: count }, (_, n) => `number ${count - 1 - n}`);
    expect(page.items.map(({ subject }) => subject)).toEqual(expected);
    expect(new Set(page.items.flatMap(({ envelope }) => envelope.to)).size).toBe(count);
  });

  it('refuses a message over 25 MB and goes on', async () => {
    await expect(send({ text: 'x'.repeat(26 * 1024 * 1024) })).rejects.toThrow(/552/);
    await send({ subject: 'small' });
    expect((await list()).items.map(({ subject }) => subject)).toEqual(['small']);
  });

  it('says which port is taken', async () => {
    const other = { dir: join(dir, 'other'), httpPort: 0, smtpPort: mailbox.smtpPort };
    await expect(startMailbox(other)).rejects.toThrow(`port ${mailbox.smtpPort} (SMTP)`);
  });
});

describe('keeping', () => {
  it('has the same messages after a restart', async () => {
    for (const subject of ['one', 'two', 'three']) await send({ subject });
    const before = await list();
    await restart();
    expect((await list()).items).toEqual(before.items);
    await send({ subject: 'four' });
    expect((await list()).items.map(({ subject }) => subject)).toEqual(['four', 'three', 'two', 'one']);
  });

  it('stops under an idle client, and loses nothing it acknowledged', async () => {
    const transport = createTransport({ host: '127.0.0.1', port: mailbox.smtpPort, pool: true });
    await transport.sendMail({ from: 'a@x.example', to: 'b@x.example', subject: 'pooled' });
    await Promise.all([mailbox.stop(), mailbox.stop()]);
    transport.close();
    await start();
    expect((await list()).items.map(({ subject }) => subject)).toEqual(['pooled']);
  });

  it('starts after a crash that cut the last index line and left a file nobody was told about', async () => {
    await send({ subject: 'kept' });
    await mailbox.stop();
    await appendFile(join(dir, 'index.jsonl'), '{"id":"zzzzzzzzzz","subject":"half a li');
    const orphan = join(dir, 'messages', '00000', '0000000001.eml');
    await mkdir(join(dir, 'messages', '00000'));
    await writeFile(orphan, 'Subject: never acknowledged\r\n\r\n');
    await start();
    await send({ subject: 'after' });

    await restart();
    expect((await list()).items.map(({ subject }) => subject)).toEqual(['after', 'kept']);
    await expect(readFile(orphan)).rejects.toThrow('ENOENT');
  });

  it('leaves out damaged lines and messages whose file is gone', async () => {
    await send({ subject: 'lost' });
    await send({ subject: 'kept' });
    const lost = (await list()).items[1]?.id ?? '';
    await mailbox.stop();
    await rm(join(dir, 'messages', lost.slice(0, 5), `${lost}.eml`));
    const index = await readFile(join(dir, 'index.jsonl'), 'utf8');
    await writeFile(join(dir, 'index.jsonl'), `not json\n{"id":"../../x"}\nnull\n${index}`);
    await start();
    expect((await list()).items.map(({ subject }) => subject)).toEqual(['kept']);
  });

  it('keeps the newest messages and removes the files of the others', async () => {
    await restart(10);
    for (let n = 0; n < 25; n += 1) await send({ subject: `n${n}` });
    expect((await list()).items.map(({ subject }) => subject).slice(0, 10)).toEqual(
      Array.from({ length: 10 }, (_, n) => `n${24 - n}`),
    );
    await restart(10);
    const files = await readdir(join(dir, 'messages'), { recursive: true });
    expect(files.filter((name) => name.endsWith('.eml'))).toHaveLength(10);
  });

  it('is empty after DELETE, also on disk, and does not use an id twice', async () => {
    await send({});
    const first = (await list()).items[0]?.id ?? '';
    const response = await fetch(`${mailbox.httpUrl}/api/messages`, { method: 'DELETE' });
    expect(await response.json()).toEqual({ deleted: 1 });
    expect((await get(`/api/messages/${first}`)).status).toBe(404);
    await restart();
    expect((await list()).total).toBe(0);
    await send({});
    expect((await list()).items[0]?.id.localeCompare(first)).toBe(1);
  });
});

describe('finding', () => {
  it('filters by envelope address, subject, words, moment and header', async () => {
    await send({ to: 'ann@x.example', subject: 'Spring sale', headers: { 'X-Campaign': 'c1' } });
    await send({ to: 'joann@x.example', subject: 'Spring letter', headers: { 'X-Campaign': 'c2' } });
    const boundary = (await list()).items[0]?.receivedAt ?? '';

    const subjects = async (query: string) => (await list(query)).items.map(({ subject }) => subject);
    expect(await subjects('to=ANN@x.example')).toEqual(['Spring sale']);
    expect(await subjects('subject=spring')).toEqual(['Spring letter', 'Spring sale']);
    expect(await subjects('q=joann+letter')).toEqual(['Spring letter']);
    expect(await subjects('q=joann+sale')).toEqual([]);
    expect(await subjects('header.x-campaign=c2')).toEqual(['Spring letter']);
    expect(await subjects(`since=${boundary}`)).toContain('Spring letter');
    expect(await subjects('since=2999-01-01T00:00:00Z')).toEqual([]);
    expect(await getJson('/api/messages/count?header.X-Campaign=c1&to=ann@x.example')).toEqual({ count: 1 });
  });

  it('pages from newest to oldest without gap or repeat, and tells what is new', async () => {
    for (let n = 0; n < 7; n += 1) await send({ subject: `n${n}` });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: MessagePage = await list(`limit=3${cursor ? `&cursor=${cursor}` : ''}`);
      expect(page.total).toBe(7);
      seen.push(...page.items.map(({ subject }) => subject));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual(['n6', 'n5', 'n4', 'n3', 'n2', 'n1', 'n0']);

    const { items } = await list();
    expect((await list(`after=${items[2]?.id}`)).items.map(({ subject }) => subject)).toEqual(['n6', 'n5']);
  });

  it('answers 304 until something arrives', async () => {
    await send({});
    const etag = (await get('/api/messages')).headers.get('etag') ?? '';
    expect((await get('/api/messages', { 'If-None-Match': etag })).status).toBe(304);
    await send({});
    expect((await get('/api/messages', { 'If-None-Match': etag })).status).toBe(200);
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=5001', 'limit'],
    ['since=yesterday', 'since'],
    ['cursor=%27', 'cursor'],
    ['sbuject=x', 'sbuject'],
  ])('refuses %s', async (query, named) => {
    const response = await get(`/api/messages?${query}`);
    expect(response.status).toBe(400);
    expect(((await response.json()) as { detail: string }).detail).toContain(named);
  });
});

describe('reading', () => {
  it('gives both parts, decoded headers, links, attachments and the unsubscribe offer', async () => {
    await send({
      subject: 'Ünïcode',
      text: 'Read https://a.example/x.',
      html: '<p>Hi <a href="https://a.example/y?a=1&amp;b=2"><b>the</b> offer</a><a href="#"><img alt="Logo"></a></p>',
      headers: {
        'List-Unsubscribe': "<https://a.example/u/it's>, <mailto:u@a.example>",
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        'List-Id': 'News <news.fjord.example>',
      },
      attachments: [{ filename: 'prices.csv', content: 'a;b' }],
    });
    const detail = await detailOfNewest();
    expect(detail.headers['list-id']).toBe('News <news.fjord.example>');
    expect(detail.headerFields.find(({ name }) => name === 'Subject')?.value).toBe('Ünïcode');
    expect(detail.html).toContain('<b>the</b>');
    expect(detail.text).toBe('Read https://a.example/x.');
    expect(detail.links).toEqual([
      { url: 'https://a.example/y?a=1&b=2', text: 'the offer', part: 'html' },
      { url: '#', text: 'Logo', part: 'html' },
      { url: 'https://a.example/x', text: '', part: 'text' },
    ]);
    expect(detail.attachments).toMatchObject([{ filename: 'prices.csv', size: 3, index: 0 }]);
    expect(detail.unsubscribe).toEqual({
      urls: ["https://a.example/u/it's", 'mailto:u@a.example'],
      oneClickUrl: "https://a.example/u/it's",
      command: `curl -X POST --data 'List-Unsubscribe=One-Click' 'https://a.example/u/it'\\''s'`,
    });
    const file = await get(`/api/messages/${detail.id}/attachments/0`);
    expect(file.headers.get('content-type')).toBe('application/octet-stream');
    expect(await file.text()).toBe('a;b');
  });
});

describe('hostile input', () => {
  const HOSTILE = '</script><img src=x onerror="alert(1)">';

  it('never puts text of a message into the page', async () => {
    await send({ subject: HOSTILE, from: `"${HOSTILE.replaceAll('"', '')}" <a@x.example>` });
    const page = await get('/');
    expect(await page.text()).not.toContain('onerror');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/script-src 'sha256-[^']+';/);
    expect(policy).not.toContain('unsafe');
    const answer = await get('/api/messages');
    expect(answer.headers.get('content-type')).toMatch('application/json');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(((await answer.json()) as MessagePage).items[0]?.subject).toBe(HOSTILE);
  });

  it('shows HTML in a sandbox without scripts, pictures of this machine only unless asked', async () => {
    await send({ html: '<script>alert(1)</script><a target="_top" href="https://x.example">x</a>' });
    const { id } = await detailOfNewest();
    const view = await get(`/messages/${id}/html`);
    const policy = view.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'/);
    expect(policy).not.toContain('script-src');
    expect(policy).toContain('img-src data: http://localhost:* http://127.0.0.1:*;');
    expect(await view.text()).toContain('<a target="_blank" rel="noopener noreferrer" target="_top"');
    const all = await get(`/messages/${id}/html?images=all`);
    expect(all.headers.get('content-security-policy')).toContain('img-src data: http: https:;');
  });

  it.each(['evil.example', 'evil.example:80', '127.0.0.1.evil.example', 'localhost@evil.example', '[::2]'])(
    'refuses the host "%s"',
    async (host) => {
      expect(await statusFor({ Host: host })).toBeGreaterThanOrEqual(400);
    },
  );

  it('answers under the three names of this machine', async () => {
    const port = mailbox.httpPort;
    for (const host of ['localhost', `127.0.0.1:${port}`, `[::1]:${port}`]) {
      expect(await statusFor({ Host: host })).toBe(200);
    }
  });

  it('does not let another website empty the mailbox', async () => {
    await send({});
    const host = `127.0.0.1:${mailbox.httpPort}`;
    expect(await statusFor({ Host: host, Origin: 'https://evil.example' }, 'DELETE')).toBe(403);
    expect((await list()).total).toBe(1);
    expect(await statusFor({ Host: host, Origin: `http://${host}` }, 'DELETE')).toBe(200);
  });
});
