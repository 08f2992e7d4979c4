import { join } from 'node:path';
import type { StartSettings } from '@platform/config';
import type { DataFolder } from '../installation/data-folder';
import type { ChildPlan } from './child-process';
import type { NeededPort } from './check-ports';

export interface ChildInput {
  settings: StartSettings;
  folder: DataFolder;
  /** Folder of the compiled program: holds `apps/`. */
  dist: string;
  /** Everything the children shall find in their environment. */
  env: Record<string, string | undefined>;
}

/** Address of this machine under which a server that listens on `host` answers. Pure. */
export function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

/** The processes of a running copy. The mailbox is one of them only while no SMTP server is set. Pure. */
export function planChildren(input: ChildInput): { api: ChildPlan; worker: ChildPlan; mailbox?: ChildPlan } {
  const { settings } = input;
  const host = reachable(settings.http.host);
  const api = `http://${host}:${settings.http.port}/api/health`;
  const worker = `http://${host}:${settings.worker.healthPort}/health`;
  const mailbox = `http://127.0.0.1:${settings.mailbox.port}/`;
  return {
    api: plan(input, { name: 'api', script: 'api', healthUrl: api, stopPatienceMs: 3_000 }),
    // The worker finishes the deliveries in hand.
    worker: plan(input, { name: 'worker', script: 'worker', healthUrl: worker, stopPatienceMs: 5_000 }),
    mailbox: settings.smtp.url
      ? undefined
      : plan(input, { name: 'mailbox', script: 'cli', healthUrl: mailbox, stopPatienceMs: 2_000 }),
  };
}

function plan(
  { dist, env, folder }: ChildInput,
  child: Pick<ChildPlan, 'name' | 'healthUrl' | 'stopPatienceMs'> & { script: string },
): ChildPlan {
  const { script, ...rest } = child;
  const words = [join(dist, 'apps', script, 'src/main.js'), ...(script === 'cli' ? [child.name] : [])];
  return { ...rest, words, env, logFile: join(folder.logs, `${child.name}.log`) };
}

/** Every port that has to be free before anything starts. Pure. */
export function neededPorts(settings: StartSettings): NeededPort[] {
  const { http, worker, mailbox, smtp } = settings;
  const local = '127.0.0.1';
  const always = [
    { port: http.port, host: http.host, variable: 'PORT', purpose: 'web app and API' },
    { port: worker.healthPort, host: http.host, variable: 'WORKER_PORT', purpose: "worker's health check" },
  ];
  if (smtp.url) return always;
  return [
    ...always,
    { port: mailbox.port, host: local, variable: 'MAILBOX_PORT', purpose: "local mailbox's page" },
    {
      port: mailbox.smtpPort,
      host: local,
      variable: 'MAILBOX_SMTP_PORT',
      purpose: "local mailbox's SMTP server",
    },
  ];
}
