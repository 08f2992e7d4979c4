import { setTimeout as wait } from 'node:timers/promises';
import { isPortFree } from '@platform/processes';
import { CommandError } from '../command-error';

export interface NeededPort {
  port: number;
  host: string;
  /** The environment variable that moves it. */
  variable: string;
  purpose: string;
}

/** Finds two of our own ports that are the same. Pure. */
export function findClash(ports: NeededPort[]): string | undefined {
  for (const [index, needed] of ports.entries()) {
    const other = ports.slice(0, index).find(({ port }) => port === needed.port);
    if (other)
      return `${other.variable} and ${needed.variable} are both ${needed.port}. Give each a port of its own.`;
  }
  return undefined;
}

/**
 * Throws one CommandError that names every port that cannot be had, and the variable that changes it; tries again for
 * `patienceMs` before.
 */
export async function checkPorts(ports: NeededPort[], patienceMs = 0): Promise<void> {
  const clash = findClash(ports);
  if (clash) throw new CommandError(clash);
  const deadline = Date.now() + patienceMs;
  let taken = await findTaken(ports);
  while (taken.length > 0 && Date.now() < deadline) {
    await wait(100);
    taken = await findTaken(ports);
  }
  if (taken.length === 0) return;
  const sentences = taken.map(
    ({ port, purpose, variable }) =>
      `Port ${port} (${purpose}) is taken by another program. Set ${variable} to a free one.`,
  );
  throw new CommandError(sentences.join('\n'));
}

async function findTaken(ports: NeededPort[]): Promise<NeededPort[]> {
  const free = await Promise.all(ports.map(({ port, host }) => isPortFree(port, host)));
  return ports.filter((_, index) => !free[index]);
}
