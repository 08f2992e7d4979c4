/** Why there is no connection. */
export type ConnectProblem =
  'host-not-found' | 'lookup-failed' | 'host-not-allowed' | 'refused' | 'timeout' | 'unreachable';

/** The message is one plain sentence with host and port, and without addresses that only DNS inside knows. */
export class ConnectError extends Error {
  override readonly name = 'ConnectError';

  constructor(
    readonly problem: ConnectProblem,
    message: string,
  ) {
    super(message);
  }
}

/** Names what a socket reports; for several addresses tried, what most tells. */
export function describeConnectFailure(
  error: unknown,
  target: { host: string; port: number; timeoutMs: number },
): ConnectError {
  const at = `${target.host}:${target.port}`;
  const codes = codesOf(error);
  if (codes.includes('ECONNREFUSED')) {
    return new ConnectError('refused', `${at} refuses connections: nothing listens on that port.`);
  }
  if (codes.includes('ETIMEDOUT')) {
    const seconds = Math.ceil(target.timeoutMs / 1000);
    return new ConnectError('timeout', `${at} did not answer within ${seconds} seconds.`);
  }
  const detail = codes[0] === undefined ? '' : ` (${codes[0]})`;
  return new ConnectError('unreachable', `There is no way from here to ${at}${detail}.`);
}

function codesOf(error: unknown): string[] {
  const parts = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
  return parts.flatMap((part) => (part as NodeJS.ErrnoException | undefined)?.code ?? []);
}
