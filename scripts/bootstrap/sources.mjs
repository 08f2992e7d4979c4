import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';

/** Tests and caches do not end up in the build. */
const NOT_BUILT =
  /\.(spec|int-spec|e2e-spec)\.tsx?$|(^|\/)(node_modules|dist|\.vite)(\/|$)|^libs\/testing(\/|$)/;

/** Every file below the given files and folders that takes part in a build, as sorted relative paths. */
export function listSources(root, inputs) {
  const files = [];
  const visit = (path) => {
    const name = path.split(sep).join('/');
    if (NOT_BUILT.test(name) || !existsSync(join(root, path))) return;
    if (!statSync(join(root, path)).isDirectory()) files.push(name);
    else for (const entry of readdirSync(join(root, path))) visit(join(path, entry));
  };
  inputs.forEach(visit);
  return files.sort();
}

/** One text that changes when any of the files changes, is added, renamed or removed. */
export function fingerprint(root, inputs) {
  const hash = createHash('sha256');
  for (const file of listSources(root, inputs)) {
    hash.update(`${file}\0${statSync(join(root, file)).size}\0`).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

/** Whether what is built is what the sources say. */
export function isCurrent(root, step) {
  const stamp = join(root, step.stamp);
  if (!existsSync(stamp) || step.outputs.some((output) => !existsSync(join(root, output)))) return false;
  return readFileSync(stamp, 'utf8').trim() === fingerprint(root, step.inputs);
}
