import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Response } from 'supertest';

const FILE = join(__dirname, '../../docs/openapi.json');
const PROBLEM = 'application/problem+json';
const REMEDY = 'Run "npm run openapi" when docs/openapi.json is behind, or correct the view.';

type Schema = Record<string, unknown>;

interface Operation {
  responses: Record<string, { content?: Record<string, { schema?: Schema }> }>;
}

interface Route {
  pattern: RegExp;
  operations: Record<string, Operation | undefined>;
}

interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

/**
 * Compares answers of the API with docs/openapi.json. Violations are collected, since an answer is seen outside of
 * the test that asked for it; `assertKept` throws them all.
 */
export class Contract {
  private readonly violations = new Set<string>();
  private readonly ajv = new Ajv({ strict: false, allErrors: true });
  private readonly validators = new Map<Schema, ValidateFunction>();
  private readonly routes: Route[];
  private readonly document: Document;

  constructor() {
    const text = readFileSync(FILE, 'utf8');
    this.document = closed(JSON.parse(text)) as Document;
    addFormats(this.ajv);
    // Literal addresses first: `templates/gallery` is no template's id.
    this.routes = Object.entries(this.document.paths)
      .sort(([a], [b]) => a.split('{').length - b.split('{').length)
      .map(([path, operations]) => ({ pattern: patternOf(path), operations }));
  }

  check(method: string, response: Response): void {
    const path = new URL(response.request.url).pathname;
    if (!path.startsWith('/api/') || /^\/api\/(docs|openapi)/.test(path)) return;
    const what = `${method} ${path} answered ${response.status}`;
    const type = response.headers['content-type']?.split(';', 1)[0];
    if (response.status >= 400) {
      if (type !== PROBLEM && path !== '/api/health')
        this.violations.add(`${what} as ${type}, not as ${PROBLEM}`);
      else this.validate(what, { $ref: '#/components/schemas/Problem' }, response.body);
      return;
    }
    const route = this.routes.find(({ pattern }) => pattern.test(path));
    const documented = route?.operations[method.toLowerCase()]?.responses[String(response.status)];
    if (!documented) this.violations.add(`${what}, which is not documented`);
    else if (type === 'application/json')
      this.checkJson(what, documented.content?.[type]?.schema, response.body);
  }

  assertKept(): void {
    if (this.violations.size === 0) return;
    throw new Error(`The API broke its contract. ${REMEDY}\n  ${[...this.violations].join('\n  ')}`);
  }

  private checkJson(what: string, schema: Schema | undefined, body: unknown): void {
    if (schema) this.validate(what, schema, body);
    else this.violations.add(`${what} with JSON, whose shape is not documented`);
  }

  private validate(what: string, schema: Schema, body: unknown): void {
    let validator = this.validators.get(schema);
    if (!validator) {
      validator = this.ajv.compile({ ...schema, components: this.document.components });
      this.validators.set(schema, validator);
    }
    if (validator(body)) return;
    for (const { instancePath, message, params } of validator.errors ?? []) {
      this.violations.add(`${what}: ${instancePath || 'the body'} ${message} ${JSON.stringify(params)}`);
    }
  }
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/[.+]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+')}$`);
}

/**
 * OpenAPI 3.0 in terms of JSON Schema: `nullable` becomes a choice with null; objects with listed properties have no
 * others, so that nothing goes out that is not documented.
 */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (value === null || typeof value !== 'object') return value;
  const { nullable, ...rest } = value as Schema;
  const schema: Schema = Object.fromEntries(Object.entries(rest).map(([key, inner]) => [key, closed(inner)]));
  const isObject = schema.type === 'object' && schema.properties !== undefined;
  if (isObject && schema.additionalProperties === undefined) schema.additionalProperties = false;
  return nullable === true ? { anyOf: [{ type: 'null' }, schema] } : schema;
}
