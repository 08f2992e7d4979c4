import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { source as axeSource, type AxeResults } from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';

const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium';
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];
const QUIET_FLAGS = ['--disable-background-networking', '--disable-component-update'];

/** Whether the browser tests can run here. On CI they always run, and fail without a browser. */
export const hasChromium = process.env.CI === 'true' || existsSync(EXECUTABLE);

/** `hosts`: names that lead to a server of this machine, such as `{ 'shop.localhost': '127.0.0.1:4123' }`. */
export async function startChromium({
  hosts = {},
}: { hosts?: Record<string, string> } = {}): Promise<Browser> {
  const rules = Object.entries(hosts).map(([name, address]) => `MAP ${name} ${address}`);
  const args = rules.length === 0 ? [] : [`--host-resolver-rules=${rules.join(', ')}`];
  return chromium.launch({ executablePath: EXECUTABLE, args: [...FLAGS, ...QUIET_FLAGS, ...args] });
}

/** `describe`, or a skipped one that says what is missing. */
export function describeInChromium(name: string, tests: () => void): void {
  if (hasChromium) describe(name, tests);
  else describe.skip(`${name} (needs ${EXECUTABLE}, or CHROMIUM set to a browser)`, tests);
}

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What a screen reader or a keyboard would stumble over, by rule (WCAG 2.0 to 2.2, A and AA), or what breaks `rule` alone. */
export async function barriers(page: Page, rule?: string): Promise<string[]> {
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axeSource);
  const runOnly = rule === undefined ? WCAG : { type: 'rule', values: [rule] };
  const options = { runOnly, iframes: false, preload: false, resultTypes: ['violations'] };
  const call = `axe.run(document, ${JSON.stringify(options)})`;
  const { violations } = await page.evaluate<AxeResults>(call);
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

/** Keeps a picture for people to look at, where the environment variable SHOTS names a folder. */
export async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env.SHOTS;
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
