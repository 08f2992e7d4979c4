import { spawnSync } from 'node:child_process';

/** Runs a program on this terminal; ends ours when it fails or is interrupted. */
export function run(root, command, words, failure) {
  const result = spawnSync(command, words, { cwd: root, stdio: 'inherit' });
  if (result.signal) process.exit(130);
  if (result.status === 0) return;
  console.error(result.error ? `${failure} (${result.error.message})` : failure);
  process.exit(1);
}

/** Runs npm, the very one that runs us if there is one. */
export function runNpm(root, words, failure) {
  const npm = process.env.npm_execpath;
  if (npm && /npm-cli\.c?js$/.test(npm)) run(root, process.execPath, [npm, ...words], failure);
  else run(root, 'npm', words, failure);
}

/** Prints what is going on and, at its end, how long it took. */
export function timed(label, work) {
  const start = Date.now();
  console.log(`${label} …`);
  work();
  console.log(`${label}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
}
