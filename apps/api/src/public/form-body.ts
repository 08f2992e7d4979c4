import type { NextFunction, Request, Response } from 'express';

/** Values by field name, in the order of the body. */
export type FormFields = Record<string, string[]>;

/** Routes do not mind capitals either. */
const PAGES = /^\/[upfc]\//i;
/** What of a body is looked at; the rest is read and thrown away. */
const MAX_BYTES = 64 * 1024;
const MAX_DRAINED_BYTES = 10 * 1024 * 1024;
const FORM_TYPE = 'application/x-www-form-urlencoded';

/**
 * Express middleware in front of the body parsers: reads posts to the public pages whatever they
 * carry. Mailbox providers post urlencoded, multipart or nothing (RFC 8058), and an unsubscribe must not fail because its
 * body cannot be parsed; so what is not a form counts as an empty one. Later stages see a plain urlencoded form.
 */
export function formBody(request: Request, response: Response, next: NextFunction): void {
  if (request.method !== 'POST' || !PAGES.test(request.path)) return next();
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    if (size < MAX_BYTES) chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_DRAINED_BYTES) request.destroy();
  });
  request.once('end', () => {
    const type = request.headers['content-type'] ?? '';
    const body = Buffer.concat(chunks).subarray(0, MAX_BYTES);
    request.body = isJson(type) ? readJson(body) : readForm(body, type);
    // Who speaks JSON is answered in it.
    if (isJson(type)) request.headers.accept = 'application/json';
    request.headers['content-type'] = FORM_TYPE;
    next();
  });
  // Who hangs up gets no answer.
  request.once('error', () => response.destroy());
}

function isJson(contentType: string): boolean {
  return contentType.toLowerCase().startsWith('application/json');
}

/** The members of a flat JSON object as form fields: texts, numbers, booleans, and lists of them. Never throws. */
export function readJson(body: Buffer): FormFields {
  const fields = emptyForm();
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    return fields;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return fields;
  for (const [name, member] of Object.entries(value)) {
    for (const one of Array.isArray(member) ? (member as unknown[]) : [member as unknown]) {
      if (typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean')
        add(fields, name, String(one));
    }
  }
  return fields;
}

/** The fields of a urlencoded or multipart body; none for anything else. Never throws. */
export function readForm(body: Buffer, contentType: string): FormFields {
  const type = contentType.toLowerCase();
  if (type.startsWith('multipart/form-data')) return readMultipart(body, contentType);
  if (!type.startsWith(FORM_TYPE)) return emptyForm();
  const fields = emptyForm();
  for (const [name, value] of new URLSearchParams(body.toString('utf8'))) add(fields, name, value);
  return fields;
}

function readMultipart(body: Buffer, contentType: string): FormFields {
  const fields = emptyForm();
  const match = /boundary=(?:"([^"]{1,200})"|([^\s;]{1,200}))/i.exec(contentType);
  const boundary = match?.[1] ?? match?.[2];
  if (boundary === undefined) return fields;
  for (const part of body.toString('latin1').split(`--${boundary}`).slice(1, 200)) {
    const end = part.indexOf('\r\n\r\n');
    const name = /\bname="([^"]{0,200})"/i.exec(part.slice(0, Math.max(end, 0)))?.[1];
    if (name === undefined) continue;
    const value = part.slice(end + 4).replace(/\r\n$/, '');
    add(fields, name, Buffer.from(value, 'latin1').toString('utf8'));
  }
  return fields;
}

/** Names come from outside: no prototype, so that none of them means anything. */
function emptyForm(): FormFields {
  return Object.create(null) as FormFields;
}

function add(fields: FormFields, name: string, value: string): void {
  (fields[name] ??= []).push(value);
}
