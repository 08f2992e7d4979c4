import type { Request } from 'express';

/** Octets of a file, both ends included. */
export interface OctetRange {
  start: number;
  end: number;
}

/**
 * Which part of a file a request wants (RFC 9110 14.2): one range, or null for the whole file. Ranges that cannot be read, several
 * apart, and those of another file than the one that was begun (`If-Range`; only our strong tag counts) get the whole file.
 */
export function rangeOf(
  request: Pick<Request, 'range' | 'header'>,
  file: { size: number; etag: string },
): OctetRange | 'unsatisfiable' | null {
  const ifRange = request.header('if-range');
  if (ifRange !== undefined && ifRange !== file.etag) return null;
  const ranges = request.range(file.size, { combine: true });
  if (ranges === -1) return 'unsatisfiable';
  if (ranges === undefined || ranges === -2 || ranges.type !== 'bytes' || ranges.length !== 1) return null;
  const [{ start, end }] = ranges as unknown as [OctetRange];
  return { start, end };
}
