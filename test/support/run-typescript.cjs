// Lets plain `require` load our TypeScript with its aliases, where jest does not do it: in the global set-up and in
// child processes of tests.
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');
const { transformSync } = require('@swc/core');

const root = join(__dirname, '../..');
const options = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    target: 'es2022',
    keepClassNames: true,
  },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
};

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function resolveAlias(request, ...rest) {
  const alias = /^@(platform|features)\/([^/]+)$/.exec(request);
  if (alias) return resolveFilename.call(this, join(root, 'libs', alias[1], alias[2], 'index.ts'), ...rest);
  if (request === '@testing') return resolveFilename.call(this, join(root, 'libs/testing/index.ts'), ...rest);
  // As in TypeScript itself, './x.js' beside a source means './x.ts'.
  if (/^\.{1,2}\/.*\.js$/.test(request) && rest[0]?.filename?.endsWith('.ts'))
    return resolveFilename.call(this, request.replace(/\.js$/, ''), ...rest);
  return resolveFilename.call(this, request, ...rest);
};

Module._extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), { ...options, filename });
  module._compile(code, filename);
};
