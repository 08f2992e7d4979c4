import { aPng } from '../../../testing/a-picture';
import { readImage } from './read-image';

const hex = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'hex');
const latin = (text: string) => Buffer.from(text, 'latin1');
const whyNot = (file: Buffer) => {
  try {
    return readImage(file);
  } catch (error) {
    return (error as Error).message;
  }
};

/** APP0, a table, then the frame: 300 × 200. */
const JPEG = hex(
  `ffd8 ffe0 0010 4a46494600010100000100010000 ffc4 0004 0000 ffff c0 0011 08 00c8 012c 03 0122 0002 1101 0311 01`,
);

describe('readImage', () => {
  it.each<[string, Buffer, object]>([
    ['PNG', aPng({ width: 640, height: 480 }), { mediaType: 'image/png', width: 640, height: 480 }],
    ['JPEG', JPEG, { mediaType: 'image/jpeg', width: 300, height: 200 }],
    [
      'GIF',
      Buffer.concat([latin('GIF89a'), hex('5802 9001 f70000 2c0000000000')]),
      { mediaType: 'image/gif', width: 600, height: 400 },
    ],
    [
      'lossy WebP',
      Buffer.concat([latin('RIFF\0\0\0\0WEBPVP8 \0\0\0\0'), hex('300000 9d012a 2003 5802')]),
      { mediaType: 'image/webp', width: 800, height: 600 },
    ],
    [
      'lossless WebP',
      Buffer.concat([latin('RIFF\0\0\0\0WEBPVP8L\0\0\0\0'), hex('2f 1fc3 9500')]),
      { mediaType: 'image/webp', width: 800, height: 600 },
    ],
    [
      'extended WebP',
      Buffer.concat([latin('RIFF\0\0\0\0WEBPVP8X\0\0\0\0'), hex('00000000 1f0300 570200')]),
      { mediaType: 'image/webp', width: 800, height: 600 },
    ],
  ])('knows the size of %s by its bytes', (_kind, file, read) => {
    expect(readImage(file)).toEqual(read);
  });

  it.each<[string, Buffer, RegExp]>([
    [
      'SVG',
      latin('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
      /no PNG, JPEG, GIF or WebP/,
    ],
    ['a page', latin('<!doctype html><title>hello</title>'), /no PNG, JPEG, GIF or WebP/],
    ['a PDF', latin('%PDF-1.7 and so on, and so on'), /no PNG, JPEG, GIF or WebP/],
    ['a recording', latin('RIFF\0\0\0\0WAVEfmt and so on'), /no PNG, JPEG, GIF or WebP/],
    ['nothing', Buffer.alloc(0), /no PNG, JPEG, GIF or WebP/],
    ['a PNG that ends too early', aPng().subarray(0, 18), /damaged/],
    ['a JPEG without a frame', hex('ffd8 ffe0 0010 4a46494600010100000100010000'), /damaged/],
    ['a JPEG whose segments go nowhere', Buffer.concat([hex('ffd8 ffe0 ffff'), Buffer.alloc(40)]), /damaged/],
    ['a GIF of no height', Buffer.concat([latin('GIF89a'), hex('5802 0000 f70000 2c0000000000')]), /damaged/],
    ['more pixels than anybody needs', aPng({ width: 9000, height: 1 }), /9000 × 1 pixels/],
  ])('refuses %s', (_what, file, why) => {
    expect(whyNot(file)).toMatch(why);
  });
});
