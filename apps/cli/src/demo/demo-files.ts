import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What the shipped contact export contains, counted by its generator and by nothing of ours. */
export interface ExpectedDemo {
  workspace: string;
  rows: { total: number };
  contacts: {
    total: number;
    subscribed: number;
    unsubscribed: number;
    cleaned: number;
    nonsubscribed: number;
  };
  mailable: {
    total: number;
    byCountry: Record<string, number>;
    byCountryAndPlan: Record<string, Record<string, number>>;
  };
}

const folder = join(packageRoot(__dirname), 'templates/demo');

/** Audience export as Mailchimp makes it: a ZIP with one CSV per status. */
export const DEMO_EXPORT = join(folder, 'mailchimp-audience-export.zip');

export function readExpected(): ExpectedDemo {
  return JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as ExpectedDemo;
}

/** The demo workspace's look and postal address. */
export function readDemoBrand(): { postalAddress: string } & Record<string, string> {
  return JSON.parse(readFileSync(join(folder, 'brand.json'), 'utf8')) as { postalAddress: string };
}

function packageRoot(from: string): string {
  if (existsSync(join(from, 'templates/demo'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('The folder of the program has no templates/demo.');
  return packageRoot(parent);
}
