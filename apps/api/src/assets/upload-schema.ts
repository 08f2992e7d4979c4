const file = {
  type: 'string',
  format: 'binary',
  description:
    'PDF, picture, audio, video, e-book, Office file without macros, table, plain text, or ZIP archive of such. The kind is decided by what the file holds.',
};

/** What uploads take, for the OpenAPI document: the body is a stream and has no DTO. */
export const createAssetSchema = {
  type: 'object',
  required: ['file'],
  properties: {
    options: {
      type: 'object',
      description: 'JSON; must come before `file`.',
      additionalProperties: false,
      properties: {
        name: { type: 'string', maxLength: 200, description: 'Default: the name of the file.' },
        key: {
          type: 'string',
          description: 'Lower-case letters, digits, dashes. Default: made from the name.',
        },
        description: { type: 'string', maxLength: 2000 },
        linkDays: {
          type: 'integer',
          minimum: 1,
          maximum: 3650,
          description: 'Days that a link works. Default 30.',
        },
        maxDownloads: {
          type: 'integer',
          minimum: 1,
          maximum: 10000,
          nullable: true,
          description: 'Whole downloads that a link allows. Default: any number.',
        },
      },
    },
    file,
  },
};

export const replaceFileSchema = { type: 'object', required: ['file'], properties: { file } };

export const createImageSchema = {
  type: 'object',
  required: ['file'],
  properties: {
    options: {
      type: 'object',
      description: 'JSON; must come before `file`.',
      additionalProperties: false,
      properties: {
        name: { type: 'string', maxLength: 200, description: 'Default: the name of the file.' },
        alt: { type: 'string', maxLength: 500, description: 'What the picture shows.' },
      },
    },
    file: {
      type: 'string',
      format: 'binary',
      description:
        'PNG, JPEG, GIF or WebP, at most 5 MB and 8,192 pixels each side. The kind is decided by what the file holds.',
    },
  },
};
