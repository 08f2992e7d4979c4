import { importFormats, rowStatuses } from '@features/imports';

/** What the upload takes, for the OpenAPI document: the body is a stream and has no DTO. */
export const uploadSchema = {
  type: 'object',
  required: ['file'],
  properties: {
    options: {
      type: 'object',
      description: 'JSON; must come before `file`.',
      additionalProperties: false,
      properties: {
        format: { type: 'string', enum: [...importFormats], description: 'Recognised when left out.' },
        dryRun: { type: 'boolean', description: 'Only counts what would happen.' },
        mapping: {
          type: 'object',
          additionalProperties: { type: 'string' },
          description:
            'Column heading to target: `email`, `firstName`, …, `attributes.<key>`, `company`, `tags`, `note`, `ignore`.',
        },
        status: {
          type: 'string',
          enum: [...rowStatuses],
          description: 'Of all rows where file and columns do not say it.',
        },
        topicId: {
          type: 'string',
          format: 'uuid',
          description: 'Subscribed people become subscribed to it.',
        },
        consentStatement: {
          type: 'string',
          maxLength: 5000,
          description: 'What people agreed to; kept as evidence.',
        },
        legalBasis: { type: 'string', maxLength: 200, description: 'Kept as evidence.' },
        impliedUntil: {
          type: 'string',
          format: 'date-time',
          description:
            'Their consent is implied (a purchase, an inquiry) and ends then. Left out: they agreed in words.',
        },
        source: {
          type: 'string',
          maxLength: 100,
          description: 'Where the data comes from; kept as evidence.',
        },
        trackingConsent: { type: 'boolean', description: 'Subscribed people agreed to individual tracking.' },
        createMissingFields: {
          type: 'boolean',
          description: 'Declares custom fields for unknown columns. Default true for Mailchimp, else false.',
        },
        onExisting: { type: 'string', enum: ['update', 'skip'], description: 'Default update.' },
        tags: { type: 'array', items: { type: 'string' }, description: 'For every contact of the file.' },
      },
    },
    file: {
      type: 'string',
      format: 'binary',
      description: 'CSV file, or ZIP as Mailchimp exports it; 1 GB at most.',
    },
  },
};
