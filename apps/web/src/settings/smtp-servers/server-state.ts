import type { SendingHold } from '../limits/limit-queries';
import type { SmtpServer } from './server-queries';

export type ServerState = 'working' | 'slowed' | 'stopped' | 'partly' | 'off';

/** How a server does, by what is held at it: `stopped` is trouble that lasts, `partly` concerns some recipients or senders only. */
export function stateOf(
  server: Pick<SmtpServer, 'id' | 'isEnabled'>,
  holds: readonly SendingHold[],
): { state: ServerState; holds: SendingHold[] } {
  if (!server.isEnabled) return { state: 'off', holds: [] };
  const own = holds.filter(({ serverId }) => serverId === server.id);
  return { state: worst(own), holds: own };
}

/** The same of the server that belongs to the installation. */
export function installationState(holds: readonly SendingHold[]): {
  state: ServerState;
  holds: SendingHold[];
} {
  const shared = holds.filter(({ serverId }) => serverId === null);
  return { state: worst(shared), holds: shared };
}

function worst(holds: readonly SendingHold[]): ServerState {
  const whole = holds.filter(({ kind }) => kind === 'server');
  if (whole.some(({ isLasting }) => isLasting)) return 'stopped';
  if (whole.length > 0) return 'slowed';
  return holds.length > 0 ? 'partly' : 'working';
}
