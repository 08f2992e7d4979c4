import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium';
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];
const QUIET_FLAGS = ['--disable-background-networking', '--disable-component-update'];

/** Whether the browser tests can run here. On CI they always run, and fail without a browser. */
export const hasChromium = process.env.CI === 'true' || existsSync(EXECUTABLE);

export async function startChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: EXECUTABLE, args: [...FLAGS, ...QUIET_FLAGS] });
}

/** `describe`, or a skipped one that says what is missing. */
export function describeInChromium(name: string, tests: () => void): void {
  if (hasChromium) describe(name, tests);
  else describe.skip(`${name} (needs ${EXECUTABLE}, or CHROMIUM set to a browser)`, tests);
}
