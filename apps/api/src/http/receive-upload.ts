import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import busboy from 'busboy';
import { DomainError, invalidField } from '@platform/errors';

/** A file on its way in. `content` must be read to its end or destroyed. */
export interface Upload {
  fileName: string;
  content: Readable;
  options: unknown;
}

/** Largest `options` part, in bytes. */
const MAX_OPTIONS = 200_000;

/** Says which file is expected, where none came. */
export interface ExpectedUpload {
  /** The name of a file that comes without one. */
  fileName: string;
  /** What the part `file` must hold, as the end of "file is required: …". */
  what: string;
}

/** Whether the body is `multipart/form-data`. */
export function isMultipart(request: IncomingMessage): boolean {
  return /^multipart\/form-data\b/i.test(request.headers['content-type'] ?? '');
}

/** Takes the bare file from a request body, with name and options (JSON) from the query. */
export function receiveBareUpload(
  request: IncomingMessage,
  query: { fileName: string; options: string | undefined },
): Upload {
  return { fileName: query.fileName, content: request, options: parseOptions(query.options ?? '{}') };
}

/**
 * Takes an upload from a `multipart/form-data` body with the parts `options` (JSON, optional, first) and `file`. The file is never
 * held in memory.
 */
export function receiveUpload(request: IncomingMessage, expected: ExpectedUpload): Promise<Upload> {
  return new Promise((resolve, reject) => {
    let options: unknown = {};
    let content: Readable | undefined;
    const fail = (error: Error): void => {
      content?.destroy(error);
      reject(error);
    };
    const parser = createParser(request);
    parser.on('field', (name, value, { valueTruncated }) => {
      try {
        options = readOptionsPart(name, {
          value,
          isTruncated: valueTruncated,
          isLate: content !== undefined,
        });
      } catch (error) {
        fail(error as Error);
      }
    });
    parser.on('file', (name, stream, { filename }) => {
      if (name !== 'file') {
        stream.resume();
        fail(invalidField(`/${name.slice(0, 80)}`, 'unknown', 'The file must be in a part named file.'));
        return;
      }
      content = stream;
      // Whoever stores the file meets its errors too; one that comes before that must not end the process.
      stream.on('error', () => undefined);
      resolve({ fileName: filename ?? expected.fileName, content: stream, options });
    });
    parser.on('close', () => {
      if (!content) fail(invalidField('/file', 'required', `file is required: ${expected.what}`));
    });
    pipeline(request, parser).catch((error: unknown) => fail(brokenUpload(error)));
  });
}

function createParser(request: IncomingMessage): busboy.Busboy {
  try {
    return busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: { files: 1, fields: 2, fieldSize: MAX_OPTIONS, parts: 4 },
    });
  } catch (error) {
    throw brokenUpload(error);
  }
}

function readOptionsPart(
  name: string,
  part: { value: string; isTruncated: boolean; isLate: boolean },
): unknown {
  if (name !== 'options') {
    const message = `${name.slice(0, 80)} is not known. Known parts: options, file.`;
    throw invalidField(`/${name.slice(0, 80)}`, 'unknown', message);
  }
  if (part.isLate) {
    throw invalidField('/options', 'order', 'The part options must come before the part file.');
  }
  if (part.isTruncated)
    throw invalidField('/options', 'too-large', `options must be at most ${MAX_OPTIONS} bytes.`);
  return parseOptions(part.value);
}

function parseOptions(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw invalidField('/options', 'json', 'options must be a JSON object.');
  }
}

function brokenUpload(error: unknown): Error {
  if (error instanceof DomainError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return invalidField(
    '/file',
    'broken-upload',
    `The upload broke off or is malformed (${reason}). Send it again.`,
  );
}
