import { spawn } from 'node:child_process';

/**
 * Waits for the end of standard input, which comes when this process ends in whatever way, SIGKILL included. Then it
 * stops the server and, if asked to, removes its folder.
 */
const SCRIPT = `
read -r _
sleep "$2"
kill -INT "$1" 2>/dev/null
tries=0
while kill -0 "$1" 2>/dev/null; do
  tries=$((tries + 1))
  if [ "$tries" -eq 100 ]; then kill -KILL "$1"; fi
  sleep 0.1
done
if [ -n "$3" ]; then rm -rf "$3"; fi
`;

/** Makes sure that the server does not outlive this process. The returned function calls the guardian off. */
export function guardPostgres(input: {
  pid: number;
  graceSeconds: number;
  deleteFolder?: string;
}): () => void {
  const words = [String(input.pid), String(input.graceSeconds), input.deleteFolder ?? ''];
  const options = {
    detached: true,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'] as ['pipe', 'ignore', 'ignore'],
  };
  const guardian = spawn('sh', ['-c', SCRIPT, 'tidings-postgres-guardian', ...words], options);
  guardian.unref();
  guardian.on('error', () => undefined);
  // The pipe must not keep this process alive, nor fail it when the guardian is gone.
  guardian.stdin.on('error', () => undefined);
  (guardian.stdin as unknown as { unref: () => void }).unref();
  return () => {
    guardian.kill('SIGKILL');
  };
}
