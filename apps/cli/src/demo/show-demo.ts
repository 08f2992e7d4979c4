import type { Settings } from '@platform/config';
import { withFeatures } from '../open-features';
import { describeError } from '../report-error';
import { reachable } from '../supervisor/plan-children';
import type { Terminal } from '../terminal';
import { keepSignIn } from './demo-sign-in';
import { runDemo, type DemoResult } from './run-demo';

/**
 * Runs the demo against the running copy and prints what happens, what is not as expected and how to sign in. Returns
 * whether every mail arrived and all numbers agree.
 */
export async function showDemo(settings: Settings, terminal: Terminal): Promise<boolean> {
  terminal.line(`${terminal.bold('The demo')} ${terminal.dim('(first start only)')}\n`);
  const { port, host } = settings.http;
  const addresses = {
    baseUrl: `http://${reachable(host)}:${port}`,
    mailboxUrl: `http://127.0.0.1:${settings.mailbox.port}`,
  };
  try {
    const result = await withFeatures(settings, (app) =>
      runDemo({ app, ...addresses, print: (line) => terminal.line(line === '' ? '' : `  ${line}`) }),
    );
    keepSignIn(settings.dataDir, result.signIn);
    printResult(result, settings, terminal);
    return result.differences.length === 0;
  } catch (error) {
    terminal.warn(`\nThe demo failed: ${describeError(error)}`);
    return false;
  }
}

function printResult({ signIn, differences }: DemoResult, settings: Settings, terminal: Terminal): void {
  terminal.line();
  for (const difference of differences) terminal.warn(`  Not as expected: ${difference}`);
  if (differences.length === 0)
    terminal.line('  Every expected mail is in the mailbox, and all numbers agree.');
  terminal.line(`\n  Sign in    ${terminal.bold(settings.http.appUrl)}`);
  terminal.line(`             ${signIn.email}   password ${terminal.bold(signIn.password)}\n`);
}
