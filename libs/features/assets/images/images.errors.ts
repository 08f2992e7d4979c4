import { DomainError, invalidField } from '@platform/errors';
import { MAX_IMAGE_MEGABYTES, MAX_IMAGE_SIDE, MAX_IMAGES, type ImageUses } from './image';

/** `why` ends a sentence that starts with "This file". */
export function imageRefused(why: string): DomainError {
  return invalidField('/file', 'image.refused', `This file ${why}`);
}

export function notAnImage(): DomainError {
  return imageRefused(
    'is no PNG, JPEG, GIF or WebP picture. Save it as one of these; PNG and JPEG are shown everywhere.',
  );
}

export function imageTooLarge(): DomainError {
  return imageRefused(
    `is larger than ${MAX_IMAGE_MEGABYTES} MB. Make it smaller: 1,200 pixels are wide enough for an email.`,
  );
}

export function tooManyPixels({ width, height }: { width: number; height: number }): DomainError {
  return imageRefused(
    `has ${width} × ${height} pixels; each side may have ${MAX_IMAGE_SIDE}. 1,200 pixels are wide enough for an email.`,
  );
}

export function tooManyImages(): DomainError {
  return new DomainError({
    code: 'image.too-many',
    kind: 'rule-broken',
    message: `The workspace has ${MAX_IMAGES} images already, which is the most it may have. Delete some first.`,
    details: { limit: MAX_IMAGES },
  });
}

export function imageInUse({ templates, savedBlocks, versions, isLogo }: ImageUses): DomainError {
  const places = [
    ...(isLogo ? ['the brand'] : []),
    ...[...templates, ...savedBlocks].slice(0, 5).map(({ name }) => `"${name}"`),
    ...(versions > 0 ? [`${versions} frozen contents of mails`] : []),
  ];
  return new DomainError({
    code: 'image.in-use',
    kind: 'conflict',
    message: `The image is used by ${places.join(', ')}, where a gap would remain, also in mails that people have already. Repeat the request with evenIfUsed=true to delete it all the same.`,
  });
}
