import { spawn } from 'node:child_process';

/**
 * Waits for the end of standard input, which comes when this process ends in whatever way, SIGKILL included. Then it
 * ends the guarded process and removes the folder. A process that stays as a zombie is not waited for for ever.
 */
const SCRIPT = `
read -r _
sleep "$2"
kill -"$4" "$1" 2>/dev/null
tries=0
while kill -0 "$1" 2>/dev/null && [ "$tries" -lt 110 ]; do
  tries=$((tries + 1))
  if [ "$tries" -eq 100 ]; then kill -KILL "$1"; fi
  sleep 0.1
done
if [ -n "$3" ]; then rm -rf "$3"; fi
`;

/** Makes sure that a process does not outlive this one. The returned function calls the guardian off. */
export function guardProcess(input: {
  pid: number;
  /** What asks the process to end; SIGKILL follows after 10 s. */
  signal: 'INT' | 'TERM';
  /** Time left to the others before this process is asked to end. */
  graceSeconds?: number;
  deleteFolder?: string;
}): () => void {
  const words = [String(input.pid), String(input.graceSeconds ?? 0), input.deleteFolder ?? '', input.signal];
  const stdio: ['pipe', 'ignore', 'ignore'] = ['pipe', 'ignore', 'ignore'];
  const guardian = spawn('sh', ['-c', SCRIPT, 'tidings-guardian', ...words], {
    detached: true,
    cwd: '/',
    stdio,
  });
  guardian.unref();
  guardian.on('error', () => undefined);
  // The pipe must not keep this process alive, nor fail it when the guardian is gone.
  guardian.stdin.on('error', () => undefined);
  (guardian.stdin as unknown as { unref: () => void }).unref();
  return () => {
    guardian.kill('SIGKILL');
  };
}
