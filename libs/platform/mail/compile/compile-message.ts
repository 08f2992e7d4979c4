import { cleanText } from '../assemble/clean-text';
import { toAsciiHtml } from './ascii-html';
import { checkMarkup } from './check-markup';
import { checkTemplate } from './check-template';
import {
  CompileFailure,
  type CompiledMessage,
  type CompileProblem,
  type FieldUse,
  type MessagePart,
  type MessageSource,
  type MergeField,
} from './compiled-message';
import { compileMjml } from './compile-mjml';
import {
  escapeXml,
  expandSource,
  lineAt,
  originOf,
  substituteBrandInText,
  type ExpandedSource,
} from './expand-source';
import { toPlainText } from './plain-text';
import { rewriteHtml } from './rewrite-html';

const PREVIEW = /<mj-preview\b[^>]*>([\s\S]*?)<\/mj-preview>/g;
const PREVIEW_STYLE =
  'display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0px;max-width:0px;opacity:0;overflow:hidden;';
const OPEN_PIXEL =
  '{{#if @pixel}}<img src="{{@pixel}}" width="1" height="1" alt="" style="display:block;border:0;width:1px;height:1px">{{/if}}';
/** Gmail cuts messages off around here. */
const CLIP_AT = 102 * 1024;

export interface CompileResult {
  message: CompiledMessage;
  /** Every use of a merge field with its place, for the caller to check against the fields that exist. */
  fieldUses: FieldUse[];
}

/**
 * The whole compilation; see docs/mail.md for the stages. CPU-bound and fed by users: run it through
 * `RenderPool.compile`, which does so in a thread with a time and memory limit.
 *
 * @throws CompileFailure with all problems of the first stage that found any
 */
export async function compileMessage(given: MessageSource): Promise<CompileResult> {
  requireStrings(given);
  const source = cleanSource(given);
  const brand = source.brand ?? {};
  const expanded = expandSource(source);
  checkMarkup(expanded);
  const { body, preview } = takePreview(expanded);
  const texts = {
    subject: substituteBrandInText(source.subject, brand).replace(/\s+/g, ' ').trim(),
    preheader: substituteBrandInText(source.preheader ?? preview, brand)
      .replace(/\s+/g, ' ')
      .trim(),
  };
  const fieldUses = checkAll(body, [
    ['subject', texts.subject],
    ['preheader', texts.preheader],
    ...(source.text === undefined ? [] : [['text', source.text] as [MessagePart, string]]),
  ]);
  const rewritten = rewriteHtml(await compileMjml(body));
  if (rewritten.problems.length > 0) {
    throw new CompileFailure(
      rewritten.problems.map(({ near, ...rest }) => ({ part: 'mjml', ...locate(body, near), ...rest })),
    );
  }
  const html = toAsciiHtml(finish(rewritten.html, texts));
  const text =
    source.text === undefined
      ? toPlainText(rewritten.html)
      : substituteBrandInText(source.text, brand).trim();
  return {
    fieldUses,
    message: {
      v: 1,
      ...texts,
      html,
      text: `${cleanText(text)}\n`,
      links: rewritten.links,
      fields: mergeFields(fieldUses),
      brand,
      hasUnsubscribe: rewritten.hasUnsubscribe,
      sizes: { html: html.length, text: Buffer.byteLength(text) },
      warnings: [...rewritten.warnings, ...sizeWarnings(html)],
    },
  };
}

function requireStrings(source: MessageSource): void {
  const parts: [MessagePart, unknown][] = [
    ['mjml', source.mjml],
    ['subject', source.subject],
    ['preheader', source.preheader ?? ''],
    ['text', source.text ?? ''],
  ];
  for (const [part, value] of parts) {
    if (typeof value !== 'string') throw new CompileFailure([{ part, message: `The ${part} must be text.` }]);
  }
  if (source.subject.trim() === '') {
    throw new CompileFailure([
      { part: 'subject', message: 'The subject is empty; every message needs one.' },
    ]);
  }
}

/** Control characters come along when something is pasted; Handlebars and mail servers choke on them. */
function cleanSource(source: MessageSource): MessageSource {
  const cleaned = {
    ...source,
    mjml: cleanText(source.mjml),
    subject: cleanText(source.subject),
  };
  if (source.preheader !== undefined) cleaned.preheader = cleanText(source.preheader);
  if (source.text !== undefined) cleaned.text = cleanText(source.text);
  if (source.partials !== undefined) {
    const partials = Object.entries(source.partials);
    cleaned.partials = Object.fromEntries(
      partials.map(([name, mjml]): [string, string] => [name, cleanText(mjml)]),
    );
  }
  return cleaned;
}

/** Takes `mj-preview` out of the MJML (keeping its lines), so that there is one way to a preheader. */
function takePreview(expanded: ExpandedSource): { body: ExpandedSource; preview: string } {
  let preview = '';
  const text = expanded.text.replace(PREVIEW, (whole: string, content: string) => {
    preview = decodeBasicEntities(content.trim());
    return whole.replace(/[^\n]/g, '');
  });
  return { body: { text, origins: expanded.origins }, preview };
}

function decodeBasicEntities(text: string): string {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };
  return text.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (whole, name: string) => entities[name] ?? whole);
}

function checkAll(body: ExpandedSource, texts: [MessagePart, string][]): FieldUse[] {
  const problems: CompileProblem[] = [];
  const uses: FieldUse[] = [];
  const checked = checkTemplate(body.text, 'mjml');
  problems.push(
    ...checked.problems.map(({ line, message }) => ({
      part: 'mjml' as const,
      ...originOf(body, line),
      message,
    })),
  );
  uses.push(...checked.fields.map((use) => ({ ...use, ...originOf(body, use.line) })));
  for (const [part, text] of texts) {
    const result = checkTemplate(text, part);
    problems.push(...result.problems.map((problem) => ({ part, ...problem })));
    uses.push(...result.fields);
  }
  if (problems.length > 0) throw new CompileFailure(problems);
  return uses;
}

/** Line of the author's source that holds `near`; MJML writes attribute values unchanged, escaped or not. */
function locate(body: ExpandedSource, near: string): { line?: number; partial?: string } {
  for (const needle of [near, escapeXml(near), near.replace(/&/g, '&amp;')]) {
    const at = needle === '' ? -1 : body.text.indexOf(needle);
    if (at !== -1) return originOf(body, lineAt(body.text, at));
  }
  return {};
}

function finish(html: string, { subject, preheader }: { subject: string; preheader: string }): string {
  let result = html.replace(/<title>\s*<\/title>/, () => `<title>${escapeStatic(subject)}</title>`);
  if (preheader !== '') {
    const hidden = `<div style="${PREVIEW_STYLE}">${escapeStatic(preheader)}</div>`;
    result = result.replace(/<body\b[^>]*>/, (body) => `${body}\n${hidden}`);
  }
  const end = result.lastIndexOf('</body>');
  return end === -1 ? result + OPEN_PIXEL : `${result.slice(0, end)}${OPEN_PIXEL}\n${result.slice(end)}`;
}

/** Escapes the static pieces of a text template that is put into HTML. */
function escapeStatic(template: string): string {
  return template.replace(/\{\{[\s\S]*?\}\}|[&<>"']/g, (piece) =>
    piece.startsWith('{{') ? piece : escapeXml(piece),
  );
}

function mergeFields(uses: FieldUse[]): MergeField[] {
  const fields = new Map<string, boolean>();
  for (const use of uses) fields.set(use.path, (fields.get(use.path) ?? true) && use.hasFallback);
  return [...fields].map(([path, hasFallback]) => ({ path, hasFallback }));
}

function sizeWarnings(html: string): string[] {
  if (html.length <= CLIP_AT) return [];
  return [`The HTML is ${Math.ceil(html.length / 1024)} kB; Gmail cuts messages off at 102 kB.`];
}
