import { imageRefused, notAnImage, tooManyPixels } from './images.errors';
import { MAX_IMAGE_SIDE, type ImageType } from './image';

export interface ReadImage {
  mediaType: ImageType;
  /** Pixels, as stored: a camera's note that it was held sideways is not looked at. */
  width: number;
  height: number;
}

type Size = Pick<ReadImage, 'width' | 'height'> | null;

const KINDS: readonly {
  mediaType: ImageType;
  begins: (file: Buffer) => boolean;
  size: (file: Buffer) => Size;
}[] = [
  { mediaType: 'image/png', begins: (file) => file.subarray(0, 8).equals(PNG), size: sizeOfPng },
  { mediaType: 'image/jpeg', begins: (file) => file.readUIntBE(0, 3) === 0xffd8ff, size: sizeOfJpeg },
  { mediaType: 'image/gif', begins: (file) => /^GIF8[79]a/.test(latin(file, 0, 6)), size: sizeOfGif },
  {
    mediaType: 'image/webp',
    begins: (file) => latin(file, 0, 4) === 'RIFF' && latin(file, 8, 4) === 'WEBP',
    size: sizeOfWebp,
  },
];
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
/** Shorter than any picture with a size in it. */
const SHORTEST = 16;

/**
 * What a picture is, by its bytes alone.
 *
 * @throws DomainError `image.refused` with the reason and what to do instead
 */
export function readImage(file: Buffer): ReadImage {
  const kind = file.length < SHORTEST ? undefined : KINDS.find(({ begins }) => begins(file));
  if (kind === undefined) throw notAnImage();
  const size = sizeOrNull(kind.size, file);
  if (size === null || size.width < 1 || size.height < 1) {
    throw imageRefused('is damaged: it does not say how large the picture is. Save it anew.');
  }
  if (Math.max(size.width, size.height) > MAX_IMAGE_SIDE) throw tooManyPixels(size);
  return { mediaType: kind.mediaType, ...size };
}

/** A file that ends too early has no size. */
function sizeOrNull(size: (file: Buffer) => Size, file: Buffer): Size {
  try {
    return size(file);
  } catch (error) {
    if ((error as Error).name === 'RangeError') return null;
    throw error;
  }
}

/** The first chunk (PNG specification 11.2.2). */
function sizeOfPng(file: Buffer): Size {
  if (latin(file, 12, 4) !== 'IHDR') return null;
  return { width: file.readUInt32BE(16), height: file.readUInt32BE(20) };
}

/** The logical screen (GIF89a specification 18). */
function sizeOfGif(file: Buffer): Size {
  return { width: file.readUInt16LE(6), height: file.readUInt16LE(8) };
}

/** The frame header, behind any number of other segments (ITU T.81 B.2.2). */
function sizeOfJpeg(file: Buffer): Size {
  for (let at = 2; at < file.length;) {
    if (file.readUInt8(at) !== 0xff) return null;
    const marker = file.readUInt8(at + 1);
    // Fill octets.
    if (marker === 0xff) at += 1;
    else if (isFrame(marker)) return { height: file.readUInt16BE(at + 5), width: file.readUInt16BE(at + 7) };
    else at += 2 + Math.max(2, file.readUInt16BE(at + 2));
  }
  return null;
}

/** SOF0 to SOF15 without the tables that stand between them. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** Lossy, lossless or extended (RFC 9649). */
function sizeOfWebp(file: Buffer): Size {
  const chunk = latin(file, 12, 4);
  if (chunk === 'VP8X') return { width: 1 + file.readUIntLE(24, 3), height: 1 + file.readUIntLE(27, 3) };
  if (chunk === 'VP8L') {
    const bits = file.readUInt32LE(21);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  if (chunk !== 'VP8 ') return null;
  return { width: file.readUInt16LE(26) & 0x3fff, height: file.readUInt16LE(28) & 0x3fff };
}

function latin(file: Buffer, at: number, length: number): string {
  return file.toString('latin1', at, at + length);
}
