import express, { type Request } from 'express';
import { rangeOf } from './asset-range';

const SIZE = 100;
const ETAG = '"abc"';

/** As Express sees a request with these headers. */
function ask(range: string | undefined, ifRange?: string) {
  const headers = { range, 'if-range': ifRange };
  const request = Object.assign(Object.create(express.request) as Request, { headers });
  return rangeOf(request, { size: SIZE, etag: ETAG });
}

describe('rangeOf', () => {
  it.each([
    ['bytes=0-9', { start: 0, end: 9 }],
    ['bytes=90-', { start: 90, end: 99 }],
    ['bytes=-10', { start: 90, end: 99 }],
    ['bytes=95-1000', { start: 95, end: 99 }],
    ['bytes=0-4,5-9', { start: 0, end: 9 }],
  ])('reads %s', (range, expected) => expect(ask(range)).toEqual(expected));

  it.each(['bytes=100-', 'bytes=200-300'])('cannot satisfy %s', (range) =>
    expect(ask(range)).toBe('unsatisfiable'),
  );

  it.each([undefined, '', 'bytes', 'bytes=x-y', 'lines=0-9', 'bytes=0-1,50-60'])(
    'gives all for %j',
    (range) => expect(ask(range)).toBeNull(),
  );

  it('gives all when the file is not the one that was begun', () => {
    expect(ask('bytes=5-', ETAG)).toEqual({ start: 5, end: 99 });
    expect(ask('bytes=5-', '"other"')).toBeNull();
    expect(ask('bytes=5-', `W/${ETAG}`)).toBeNull();
    expect(ask('bytes=5-', 'Mon, 23 Nov 2026 10:00:00 GMT')).toBeNull();
  });
});
