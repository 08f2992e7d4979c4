import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { BEARER_SCHEME, COOKIE_SCHEME } from '../http';
import { PROBLEM_MEDIA_TYPE, PROBLEM_SCHEMA } from '../http/problem';
import { VERSION } from '../version';

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;
type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

const DESCRIPTION = `Everything the web app can do. Authenticate with an API key (\`Authorization: Bearer tdg_…\`) or a session cookie.

Errors are problem details (RFC 9457) with a stable \`code\`. Lists page by cursor: pass \`nextCursor\` as \`cursor\`.
POSTs accept an \`Idempotency-Key\` (kept for 24 hours): the same request gets the same answer again, marked
\`Idempotency-Replayed: true\`. Unknown fields are refused.`;

/** The description of the API, from its controllers, DTOs and views. Key order is stable. */
export function buildOpenApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Tidings API')
    .setDescription(DESCRIPTION)
    .setVersion(VERSION)
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key.' }, BEARER_SCHEME)
    .addCookieAuth(
      '__Host-sid',
      { type: 'apiKey', in: 'cookie', description: 'Session of a signed-in user; `sid` on plain http.' },
      COOKIE_SCHEME,
    )
    .build();
  const document = SwaggerModule.createDocument(app, config, { operationIdFactory: operationId });
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: PROBLEM_SCHEMA },
  };
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = path[method];
      if (operation) complete(operation, method);
    }
  }
  return sortKeys(document) as OpenAPIObject;
}

/** `ApiKeysController.revoke` is `apiKeys.revoke`. */
function operationId(controller: string, method: string): string {
  const noun = controller.replace(/Controller$/, '');
  return `${noun.charAt(0).toLowerCase()}${noun.slice(1)}.${method}`;
}

function complete(operation: Operation, method: (typeof METHODS)[number]): void {
  operation.responses['default'] = {
    description: 'Problem details: what is wrong and what to do about it.',
    content: { [PROBLEM_MEDIA_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  operation.security ??= [];
  if (method === 'post' && operation.security.length > 0) {
    operation.parameters = [
      ...(operation.parameters ?? []),
      {
        name: 'Idempotency-Key',
        in: 'header',
        required: false,
        description: 'Makes the request safe to repeat for 24 hours.',
        schema: { type: 'string', maxLength: 255 },
      },
    ];
  }
}

/**
 * Paths, schemas, keys and choices in alphabetical order, so that the file changes only when the API does: the
 * compiler hands out the members of a union in an order that depends on the rest of the program.
 */
function sortKeys(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return key === 'enum' ? value.toSorted() : value.map((item) => sortKeys(item));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(entries.map(([name, inner]) => [name, sortKeys(inner, name)]));
}
