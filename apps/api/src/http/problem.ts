import type { FieldError } from '@platform/errors';

/** The body of every error answer: problem details of RFC 9457, as `application/problem+json`. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  instance: string;
  code: string;
  requestId?: string;
  errors?: FieldError[];
}

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

const PROBLEM_PROPERTIES = {
  type: {
    type: 'string',
    description: 'A URI that names the kind of problem; ends in the code.',
    example: 'urn:tidings:problem:contact.not-found',
  },
  title: { type: 'string', description: 'The meaning of the status, for people.', example: 'Not Found' },
  status: { type: 'integer', description: 'The HTTP status.', example: 404 },
  detail: {
    type: 'string',
    description: 'What is wrong with this request and what to do about it. Absent for status 500.',
  },
  instance: { type: 'string', description: 'Path of the request.' },
  code: {
    type: 'string',
    description: 'Stable and machine-readable; switch on this.',
    example: 'contact.not-found',
  },
  requestId: { type: 'string', description: 'Finds the request in the logs; also in X-Request-Id.' },
  errors: {
    type: 'array',
    description: 'The offending inputs, when there are any.',
    items: {
      type: 'object',
      required: ['pointer', 'code', 'message'],
      properties: {
        pointer: { type: 'string', description: 'JSON pointer into the body or query.', example: '/email' },
        code: { type: 'string', example: 'required' },
        message: { type: 'string', example: 'email is required.' },
      },
    },
  },
};

/** The same shape for the OpenAPI document. */
export const PROBLEM_SCHEMA = {
  type: 'object',
  required: ['type', 'title', 'status', 'instance', 'code'],
  properties: PROBLEM_PROPERTIES,
};
