import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { RequestHandler } from 'express';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
};
/** Best first: what a browser takes of these, and the build has made. */
const ENCODINGS = [
  { name: 'br', suffix: '.br' },
  { name: 'gzip', suffix: '.gz' },
] as const;
const FILE_NAME = /^\/[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

/**
 * Lets what comes next send the compressed twin (`name.js.br`, `name.js.gz`) of a file in `folder`, where the build has made one and the
 * browser takes it. Nothing is compressed here.
 */
export function precompressed(folder: string): RequestHandler {
  return (request, response, next) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const type = TYPES[extname(request.path)];
    if (!isRead || type === undefined || !FILE_NAME.test(request.path)) {
      next();
      return;
    }
    response.vary('Accept-Encoding');
    const twin = ENCODINGS.find(
      ({ name, suffix }) =>
        request.acceptsEncodings(name) === name && existsSync(join(folder, request.path + suffix)),
    );
    if (twin !== undefined) {
      response.setHeader('Content-Encoding', twin.name);
      response.setHeader('Content-Type', type);
      request.url = request.path + twin.suffix;
    }
    next();
  };
}
