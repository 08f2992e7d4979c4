import { Command } from 'commander';
import { loadStartSettings, processEnvironment, type Settings, type StartSettings } from '@platform/config';
import { CommandError } from '../command-error';
import { keptSignIn } from '../demo/demo-sign-in';
import { isFirstRun } from '../demo/first-run.repository';
import { reportError } from '../report-error';
import type { ChildListener } from '../supervisor/child-process';
import { Shutdown } from '../supervisor/shutdown';
import { DIST, startParts } from '../supervisor/start-parts';
import { StopSignals } from '../supervisor/stop-signals';
import { Terminal } from '../terminal';

export interface StartOptions {
  demo: boolean;
  exitAfterDemo: boolean;
  verbose: boolean;
}

const HELP = `
The first start shows Tidings at work: it makes a demo workspace and sends a campaign into the local mailbox.
Everything is kept in TIDINGS_DATA_DIR (.tidings). DATABASE_URL, SMTP_URL and REDIS_URL replace the parts that come
with Tidings; .env.example explains every setting. Ctrl-C stops everything; a second Ctrl-C does not wait.`;

export function startCommand(): Command {
  return new Command('start')
    .description('Run Tidings: database, api, worker and local mailbox.')
    .option('--no-demo', 'begin empty, with the set-up page')
    .option(
      '--exit-after-demo',
      'stop after the demo; exit code 0 only if every mail arrived and all numbers agree',
      false,
    )
    .option('--verbose', 'show all log lines, not only warnings', false)
    .addHelpText('after', HELP)
    .action(async (options: StartOptions) => {
      process.exit(await start(options));
    });
}

/** Runs until a signal comes (or the demo is over) and returns the exit code. Everything has ended by then. */
async function start(options: StartOptions): Promise<number> {
  // A terminal that went away must not keep us from stopping the parts.
  process.stdout.on('error', () => undefined);
  const terminal = new Terminal();
  const signals = new StopSignals().listen();
  const shutdown = new Shutdown();
  let failFatally: (error: Error) => void = () => undefined;
  const fatal = new Promise<never>((_, reject) => (failFatally = reject));
  const onFatal = (message: string) => failFatally(new CommandError(message));
  let code: number;
  try {
    const stopped = signals.stop.then(() => 0);
    code = await Promise.race([work({ options, terminal, shutdown, onFatal, stopped }), stopped, fatal]);
  } catch (error) {
    reportError(error);
    code = 1;
  }
  const failures = await stopAll({ terminal, signals, shutdown });
  return failures ? 1 : code;
}

interface Work {
  options: StartOptions;
  terminal: Terminal;
  shutdown: Shutdown;
  onFatal: (message: string) => void;
  stopped: Promise<number>;
}

async function work({ options, terminal, shutdown, onFatal, stopped }: Work): Promise<number> {
  const env = processEnvironment();
  const settings = loadStartSettings(env);
  terminal.line(`${terminal.bold('Tidings')} ${terminal.dim(`data in ${settings.dataDir}`)}`);
  const listener = childListener(terminal, options.verbose);
  const complete = await startParts({
    settings,
    env,
    dist: DIST,
    terminal,
    shutdown,
    listener,
    onFatal,
  });
  printAddresses(settings, terminal);
  const demo = await demoIfFirstRun({ given: settings, complete, options, terminal });
  if (options.exitAfterDemo) return demo;
  terminal.line(terminal.dim('Ctrl-C stops everything.'));
  return stopped;
}

function childListener(terminal: Terminal, verbose: boolean): ChildListener {
  return {
    onLine: (name, { important, text }) => {
      if (important || verbose) terminal.line(`${terminal.dim(`${name.padEnd(8)}|`)} ${text}`);
    },
    onRestart: (name, reason) => terminal.warn(`The ${name} ${reason}.`),
  };
}

function printAddresses({ http, mailbox, smtp, dataDir }: StartSettings, terminal: Terminal): void {
  const seconds = (performance.now() / 1000).toFixed(1);
  const mail = smtp.url
    ? `is really sent, through ${new URL(smtp.url).host} (SMTP_URL)`
    : `http://localhost:${mailbox.port}  (all mail stays there: SMTP_URL is not set)`;
  terminal.line(`\nTidings is ready after ${seconds} s.\n`);
  terminal.line(`  App        ${terminal.bold(http.appUrl)}`);
  terminal.line(`  API docs   ${http.appUrl}/api/docs`);
  terminal.line(`  Mail       ${mail}`);
  terminal.line(`  Logs       ${dataDir}/logs`);
  const signIn = keptSignIn(dataDir);
  if (signIn) terminal.line(`  Sign in    ${signIn}`);
  terminal.line();
}

interface Demo {
  /** What people have set, and what came of it. */
  given: StartSettings;
  complete: Settings;
  options: StartOptions;
  terminal: Terminal;
}

/** Exit code of the demo: 0 when it ran and all was as expected, or when nobody asked for it. */
async function demoIfFirstRun({ given, complete, options, terminal }: Demo): Promise<number> {
  const refusal = await whyNoDemo({ given, complete, options });
  if (refusal !== undefined) {
    if (options.exitAfterDemo) throw new CommandError(`The demo did not run: ${refusal}`);
    if (await isFirstRun(complete.database.url)) {
      terminal.line(
        `Nobody uses it yet: open ${terminal.bold(complete.http.appUrl)} to set up the first workspace.\n`,
      );
    }
    return 0;
  }
  // It brings the whole product, which later starts need not load here.
  const { showDemo } = await import('../demo/show-demo.js');
  return (await showDemo(complete, terminal)) ? 0 : 1;
}

async function whyNoDemo({ given, complete, options }: Omit<Demo, 'terminal'>): Promise<string | undefined> {
  if (!options.demo) return '--no-demo was given.';
  if (given.smtp.url) return 'SMTP_URL is set, and the demo never sends real mail. Unset it.';
  if (await isFirstRun(complete.database.url)) return undefined;
  return 'the database has a workspace already. Set TIDINGS_DATA_DIR to a new folder to see it again.';
}

async function stopAll(input: {
  terminal: Terminal;
  signals: StopSignals;
  shutdown: Shutdown;
}): Promise<boolean> {
  const { terminal, signals, shutdown } = input;
  const start = performance.now();
  const { isNoticeable } = shutdown;
  if (isNoticeable) terminal.line(terminal.dim('\nStopping … (Ctrl-C again does not wait)'));
  void signals.force.then(() => shutdown.killAll());
  const failures = await shutdown.stop();
  failures.forEach((failure) => terminal.warn(failure));
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  if (isNoticeable) terminal.line(terminal.dim(`Stopped after ${seconds} s.`));
  return failures.length > 0;
}
