import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onlyOne } from './only-one.mjs';
import { findMissingPackages } from './packages.mjs';
import { runNpm, timed } from './run.mjs';
import { fingerprint, isCurrent } from './sources.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

const BUILD_FILES = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'nest-cli.json',
];

const server = {
  label: 'Building Tidings',
  script: 'build',
  inputs: ['apps/api', 'apps/worker', 'apps/cli', 'libs', ...BUILD_FILES],
  outputs: ['dist/apps/api/src/main.js', 'dist/apps/worker/src/main.js', 'dist/apps/cli/src/main.js'],
  stamp: 'dist/.build-stamp',
  // tsc writes only what changed since this record: it must not outlive the files.
  record: 'dist/.tsbuildinfo',
};

const web = {
  label: 'Building the web app',
  script: 'build:web',
  inputs: ['apps/web', 'docs/openapi.json', 'package-lock.json'],
  outputs: [],
  stamp: 'dist/.build-stamp-web',
};

/** Installs the packages when some are missing. */
export function ensureInstalled() {
  if (findMissingPackages(root).length === 0) return;
  onlyOne(join(root, '.install.lock'), () => {
    if (findMissingPackages(root).length === 0) return;
    const words = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
    timed('Installing packages', () =>
      runNpm(root, words, 'The packages could not be installed: see the messages of npm above.'),
    );
  });
}

/** Builds what changed since the last build. */
export function ensureBuilt() {
  ensureSteps([server, web]);
}

/** The same for the web app alone. */
export function ensureWebBuilt() {
  ensureSteps([web]);
}

function ensureSteps(steps) {
  if (steps.every((step) => isCurrent(root, step))) return;
  mkdirSync(join(root, 'dist'), { recursive: true });
  onlyOne(join(root, 'dist/.build-lock'), () =>
    steps.filter((step) => !isCurrent(root, step)).forEach(build),
  );
}

function build(step) {
  const sources = fingerprint(root, step.inputs);
  rmSync(join(root, step.stamp), { force: true });
  if (step.record && step.outputs.some((output) => !isFile(join(root, output)))) {
    rmSync(join(root, step.record), { force: true });
  }
  timed(step.label, () =>
    runNpm(root, ['run', '-s', step.script], 'The build failed: see the messages of the compiler above.'),
  );
  writeFileSync(join(root, step.stamp), sources);
}

function isFile(path) {
  try {
    readFileSync(path);
    return true;
  } catch {
    return false;
  }
}
