// npm run screenshots: takes the pictures of the README from the demo workspace, into docs/images.
// Without options it starts a copy of its own in a temporary folder; with --url, --email and --password it visits one that runs.
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { root } from './bootstrap/prepare.mjs';

const { values: options } = parseArgs({
  options: {
    url: { type: 'string' },
    email: { type: 'string' },
    password: { type: 'string' },
    out: { type: 'string', default: join(root, 'docs/images') },
    only: { type: 'string' },
    // `png` for programs that cannot show the small ones.
    format: { type: 'string', default: 'webp' },
  },
});

const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 780 };
const QUALITY = 80;
/** A page of a demo that has just begun may take a while on a busy machine. */
const PATIENCE_MS = 60_000;

/** What is shown: where, how large, and what is done before. `find` gives the ids that the address needs. */
const SHOTS = [
  { name: 'home', path: () => '/' },
  { name: 'contacts', path: () => '/contacts?sort=email&direction=asc' },
  { name: 'contact', path: (ids) => `/contacts/${ids.contact}`, height: 900 },
  { name: 'segment', path: (ids) => `/segments/${ids.segment}`, height: 900 },
  { name: 'email', path: (ids) => `/templates/${ids.template}`, height: 900, press: 'Preview' },
  { name: 'report', path: (ids) => `/campaigns/${ids.campaign}`, height: 1000 },
  { name: 'sequence', path: (ids) => `/sequences/${ids.sequence}?view=canvas`, height: 900 },
  { name: 'form', path: (ids) => `/forms/${ids.form}`, height: 900 },
  { name: 'report-dark', path: () => '/reports', height: 900, dark: true },
  { name: 'phone-home', path: () => '/', phone: true },
  { name: 'phone-sequence', path: (ids) => `/sequences/${ids.sequence}`, phone: true },
  { name: 'phone-report', path: (ids) => `/campaigns/${ids.campaign}`, phone: true, dark: true },
];

const demo = options.url
  ? { url: options.url, email: options.email, password: options.password, stop: () => undefined }
  : await startDemo();
try {
  mkdirSync(options.out, { recursive: true });
  const bytes = await takeAll(demo);
  console.log(`${(bytes / 1024).toFixed(0)} kB in ${options.out}`);
} finally {
  await demo.stop();
}

/** The product with its demo, on free ports and a folder that goes with it. */
async function startDemo() {
  const folder = mkdtempSync(join(tmpdir(), 'tidings-screenshots-'));
  // PostgreSQL runs as another user when root runs this: it has to pass.
  chmodSync(folder, 0o711);
  const [port, mailbox, smtp, worker] = await freePorts(4);
  const env = {
    ...process.env,
    PORT: String(port),
    MAILBOX_PORT: String(mailbox),
    MAILBOX_SMTP_PORT: String(smtp),
    WORKER_PORT: String(worker),
    TIDINGS_DATA_DIR: join(folder, 'data'),
  };
  const child = spawn(process.execPath, [join(root, 'scripts/start.mjs')], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  };
  await new Promise((resolve, reject) => {
    child.stdout.on('data', (text) => {
      process.stdout.write(text);
      if (String(text).includes('Ctrl-C stops everything')) resolve();
    });
    void ended.then(() => reject(new Error('The demo ended before it could be visited.')));
  });
  const [email, password] = readFileSync(join(folder, 'data/demo-sign-in.txt'), 'utf8')
    .trim()
    .split(/\s+password\s+/);
  return { url: `http://localhost:${port}`, email, password, stop };
}

async function freePorts(count) {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => new Promise((resolve) => server.once('listening', resolve))));
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

async function takeAll({ url, email, password }) {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--hide-scrollbars'],
  });
  let bytes = 0;
  try {
    const first = await browser.newContext({ viewport: DESKTOP });
    await signIn(await first.newPage(), { url, email, password });
    const storageState = await first.storageState();
    const ids = await findIds(first, url);
    for (const shot of SHOTS) {
      if (options.only && !options.only.split(',').includes(shot.name)) continue;
      bytes += await take(browser, { shot, ids, url, storageState });
    }
  } finally {
    await browser.close();
  }
  return bytes;
}

async function signIn(page, { url, email, password }) {
  await page.goto(`${url}/app/sign-in`);
  await page.getByLabel('Email').fill(email);
  await page.locator('input[type=password]').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((at) => !at.pathname.endsWith('/sign-in'), { timeout: PATIENCE_MS });
}

/** What the pictures show, by name: ids are others each time. */
async function findIds(context, url) {
  const list = async (path) => (await (await context.request.get(`${url}/api/v1/${path}`)).json()).items;
  const named = (items, name) => items.find((item) => item.name === name)?.id ?? items[0].id;
  const campaigns = await list('campaigns?limit=50');
  const emails = await list('templates?limit=50');
  const buyers = await list('contacts?limit=50&tag=Guide%20reader');
  return {
    campaign: named(campaigns, 'Last bags of the summer roast'),
    contact: (await mostTold(context, { url, contacts: buyers })).id,
    segment: named(await list('segments?limit=50'), 'Engaged'),
    template: named(emails, 'Boxes for the holidays'),
    sequence: named(await list('sequences?limit=10'), 'After the guide: webinar and call'),
    form: named(await list('forms?limit=10'), 'Good coffee at work'),
  };
}

/** The contact with the longest timeline of some. */
async function mostTold(context, { url, contacts }) {
  const lengths = await Promise.all(
    contacts.map(
      async ({ id }) =>
        (await (await context.request.get(`${url}/api/v1/contacts/${id}/timeline?limit=100`)).json()).items
          .length,
    ),
  );
  return contacts[lengths.indexOf(Math.max(...lengths))];
}

async function take(browser, { shot, ids, url, storageState }) {
  const size = shot.phone ? PHONE : { ...DESKTOP, height: shot.height ?? DESKTOP.height };
  const context = await browser.newContext({
    storageState,
    viewport: size,
    deviceScaleFactor: 2,
    colorScheme: shot.dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/Lisbon',
    isMobile: Boolean(shot.phone),
    hasTouch: Boolean(shot.phone),
  });
  try {
    const page = await context.newPage();
    await page.goto(`${url}/app${shot.path(ids)}`);
    await page.getByRole('main').waitFor({ timeout: PATIENCE_MS });
    await page.waitForLoadState('networkidle', { timeout: PATIENCE_MS });
    await page
      .locator('main .mantine-Skeleton-root')
      .first()
      .waitFor({ state: 'detached', timeout: PATIENCE_MS });
    if (shot.press) await page.getByText(shot.press, { exact: true }).first().click();
    // Charts draw themselves and previews load after the data is there.
    await page.waitForTimeout(3000);
    const session = await context.newCDPSession(page);
    const { data } = await session.send('Page.captureScreenshot', {
      format: options.format,
      ...(options.format === 'webp' ? { quality: QUALITY } : {}),
    });
    const file = Buffer.from(data, 'base64');
    writeFileSync(join(options.out, `${shot.name}.${options.format}`), file);
    console.log(`${shot.name.padEnd(14)} ${(file.length / 1024).toFixed(0)} kB`);
    return file.length;
  } finally {
    await context.close();
  }
}
