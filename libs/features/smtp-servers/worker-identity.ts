import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { processIdentity } from '@platform/processes';

/** The part of the system in which process numbers mean the same: a container, or a machine. */
function processSpace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return hostname();
  }
}

/** Names this process so that its neighbours can tell whether it still runs. */
export function ownIdentity(): string {
  return `${processSpace()} ${processIdentity(process.pid) ?? ''}`;
}

/** True when a process of this very machine (or container) has ended; false also when that cannot be known from here. */
export function hasEnded({ pid, identity }: { pid: number; identity: string }): boolean {
  const space = `${processSpace()} `;
  if (!identity.startsWith(space)) return false;
  const now = processIdentity(pid);
  // Another user's process may be hidden from us and run all the same.
  return now === undefined ? isUnknown(pid) : identity !== `${space}${now}`;
}

function isUnknown(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
