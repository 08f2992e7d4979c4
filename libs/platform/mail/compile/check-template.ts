import Handlebars from 'handlebars';
import type { FieldUse, MessagePart } from './compiled-message';
import { tooDeepAt } from './template-depth';
import { AUTHOR_HELPERS, BLOCK_HELPERS } from '../render/helper-names';

type Node = hbs.AST.Node;

export interface TemplateProblem {
  line: number;
  message: string;
}

export interface TemplateCheck {
  problems: TemplateProblem[];
  /** One entry per use, with `line` in the checked text. */
  fields: (FieldUse & { line: number })[];
}

const LOOP_DATA = new Set(['index', 'key', 'first', 'last']);
/** Set by the assembler, not by the contact's data. */
const SYSTEM_FIELDS = /^(?:links\.(?:unsubscribe|preferences|viewInBrowser)|brand\.\w+)$/;
const FORBIDDEN_SEGMENTS = new Set(['__proto__', 'constructor', 'prototype', 'lookup']);

/**
 * Parses one template and refuses everything outside the small language of docs/mail.md: unknown helpers, unescaped
 * output, partials, decorators, `lookup`, `@root`, prototype access. Returns the merge fields it uses.
 */
export function checkTemplate(template: string, part: MessagePart): TemplateCheck {
  // Handlebars.parse takes a ready-made syntax tree too, which is how code gets in (CVE-2019-19919 and its kin).
  if (typeof template !== 'string') return { problems: [{ line: 1, message: 'is not text' }], fields: [] };
  const deepLine = tooDeepAt(template);
  if (deepLine !== undefined) {
    return {
      problems: [{ line: deepLine, message: 'Blocks or parentheses are nested too deeply.' }],
      fields: [],
    };
  }
  let program: hbs.AST.Program;
  try {
    program = Handlebars.parse(template);
  } catch (error) {
    return { problems: [syntaxProblem(error)], fields: [] };
  }
  const walker = new TemplateWalker(part);
  walker.program(program, { prefix: '', parents: [], guarded: new Set() });
  return walker;
}

function syntaxProblem(error: unknown): TemplateProblem {
  const text = error instanceof Error ? error.message : String(error);
  const line = Number(/(?:on line |- )(\d+)/.exec(text)?.[1] ?? 1);
  const mismatch = /(\S+ doesn't match \S+)/.exec(text)?.[1];
  const near = /\n(.*)\n-*\^/.exec(text)?.[1]?.trim().slice(-60);
  const what =
    mismatch ?? (near === undefined ? 'a {{…}} tag cannot be read' : `cannot be read near "${near}"`);
  return { line, message: `Handlebars: ${what}.` };
}

/** Where a path is looked up: `items[].` inside `{{#each items}}`. */
interface Scope {
  prefix: string;
  parents: string[];
  /** Paths a surrounding block tests or that `default` guards. */
  guarded: Set<string>;
  blockParams?: string[];
}

class TemplateWalker implements TemplateCheck {
  readonly problems: TemplateProblem[] = [];
  readonly fields: (FieldUse & { line: number })[] = [];

  constructor(private readonly part: MessagePart) {}

  program(program: hbs.AST.Program | undefined, scope: Scope): void {
    for (const statement of program?.body ?? []) this.statement(statement, scope);
  }

  private statement(node: hbs.AST.Statement, scope: Scope): void {
    switch (node.type) {
      case 'ContentStatement':
      case 'CommentStatement':
        return;
      case 'MustacheStatement':
        return this.mustache(node as hbs.AST.MustacheStatement, scope);
      case 'BlockStatement':
        return this.block(node as hbs.AST.BlockStatement, scope);
      case 'PartialStatement':
      case 'PartialBlockStatement':
        return this.problem(node, 'Partials work in the MJML only, by their plain name: {{> name}}.');
      default:
        return this.problem(node, 'Decorators ({{* …}}) are not available.');
    }
  }

  private mustache(node: hbs.AST.MustacheStatement, scope: Scope): void {
    if (!node.escaped) {
      return this.problem(node, 'Unescaped output ({{{…}}} or {{& …}}) is not available; use {{…}}.');
    }
    this.call(node, scope);
  }

  private block(node: hbs.AST.BlockStatement, scope: Scope): void {
    const name = pathOf(node.path)?.original ?? '?';
    if (!BLOCK_HELPERS.has(name)) {
      return this.problem(node, `There is no block {{#${name}}}. Known: ${[...BLOCK_HELPERS].join(', ')}.`);
    }
    if (node.params.length !== 1) {
      return this.problem(
        node,
        `{{#${name}}} takes one value; compare inside parentheses: {{#if (eq a "b")}}.`,
      );
    }
    const param = node.params[0];
    const tested = new Set(param === undefined ? [] : this.testedPaths(param, scope));
    if (param !== undefined)
      this.expression(param, { ...scope, guarded: new Set([...scope.guarded, ...tested]) });
    const inner: Scope = { ...scope, guarded: new Set([...scope.guarded, ...tested]) };
    const path = param === undefined ? undefined : pathOf(param);
    if ((name === 'each' || name === 'with') && path !== undefined) {
      inner.parents = [...scope.parents, scope.prefix];
      inner.prefix = `${this.resolve(path, scope) ?? '?'}${name === 'each' ? '[]' : ''}.`;
      inner.blockParams = [...(scope.blockParams ?? []), ...(node.program?.blockParams ?? [])];
    }
    this.program(node.program, inner);
    this.program(node.inverse, scope);
  }

  private call(node: hbs.AST.MustacheStatement | hbs.AST.SubExpression, scope: Scope): void {
    const path = pathOf(node.path);
    if (path === undefined) return this.problem(node, 'A fixed text needs no {{…}}.');
    const isCall =
      node.params.length > 0 || (node.hash?.pairs.length ?? 0) > 0 || node.type === 'SubExpression';
    if (!isCall) {
      if (!AUTHOR_HELPERS.has(path.original)) return this.path(path, scope);
      return this.problem(node, `{{${path.original}}} needs a value: {{${path.original} field}}.`);
    }
    if (!AUTHOR_HELPERS.has(path.original)) {
      const known = [...BLOCK_HELPERS, ...AUTHOR_HELPERS].join(', ');
      return this.problem(node, `There is no helper called "${path.original}". Known: ${known}.`);
    }
    if ((node.hash?.pairs.length ?? 0) > 0)
      this.problem(node, 'Named parameters (name=value) are not available.');
    const first = node.params[0];
    const guards = path.original === 'default' && first !== undefined ? this.testedPaths(first, scope) : [];
    const inner = guards.length === 0 ? scope : { ...scope, guarded: new Set([...scope.guarded, ...guards]) };
    for (const param of node.params) this.expression(param, inner);
  }

  private expression(node: hbs.AST.Expression, scope: Scope): void {
    if (node.type === 'SubExpression') return this.call(node as hbs.AST.SubExpression, scope);
    const path = pathOf(node);
    if (path !== undefined) this.path(path, scope);
  }

  private path(path: hbs.AST.PathExpression, scope: Scope): void {
    if (path.data) {
      if (!LOOP_DATA.has(path.parts.join('.'))) this.problem(path, `{{${path.original}}} is not available.`);
      return;
    }
    if (path.parts.some((segment) => FORBIDDEN_SEGMENTS.has(segment))) {
      return this.problem(path, `{{${path.original}}} is not a merge field.`);
    }
    if (path.depth > scope.parents.length) {
      return this.problem(path, `{{${path.original}}} reaches outside of the message.`);
    }
    const resolved = this.resolve(path, scope);
    if (resolved === undefined || SYSTEM_FIELDS.test(resolved)) return;
    const hasFallback = scope.guarded.has(resolved);
    this.fields.push({ path: resolved, hasFallback, part: this.part, line: path.loc.start.line });
  }

  /** Full path of a field, or undefined for `this` and block parameters, which name what was already counted. */
  private resolve(path: hbs.AST.PathExpression, scope: Scope): string | undefined {
    const [head] = path.parts;
    if (head === undefined || scope.blockParams?.includes(head) === true) return undefined;
    const prefix = path.depth === 0 ? scope.prefix : (scope.parents.at(-path.depth) ?? '');
    return prefix + path.parts.join('.');
  }

  private testedPaths(node: hbs.AST.Expression, scope: Scope): string[] {
    const path = pathOf(node);
    if (path !== undefined) return [this.resolve(path, scope)].filter((found) => found !== undefined);
    if (node.type !== 'SubExpression') return [];
    return (node as hbs.AST.SubExpression).params.flatMap((param) => this.testedPaths(param, scope));
  }

  private problem(node: Node, message: string): void {
    this.problems.push({ line: node.loc.start.line, message });
  }
}

function pathOf(node: Node): hbs.AST.PathExpression | undefined {
  return node.type === 'PathExpression' ? (node as hbs.AST.PathExpression) : undefined;
}
