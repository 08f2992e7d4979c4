import { Injectable } from '@nestjs/common';
import { ContactFieldCatalogue } from '@features/contacts';
import { DomainError, type FieldError } from '@platform/errors';
import { RenderPool, type CompiledMessage, type CompileProblem } from '@platform/mail';
import { BrandsService } from './brands.service';
import { describeUnknownField, fieldTest, FIXED_MERGE_FIELDS } from './merge-fields';
import { TemplateGallery } from './template-gallery.service';
import { templateInvalid, tooManyAtOnce } from './templates.errors';

/** What an author writes. */
export interface TemplateSource {
  subject: string;
  preheader: string;
  mjml: string;
}

/** The shipped partial that carries the unsubscribe link and the postal address. */
const REQUIRED_FOOTER = 'footer';

/** Compilations take turns, so one workspace may not fill the queue of all. A page of thumbnails is well below. */
const MAX_AT_ONCE = 24;

/** For rules, not for readers. */
const NOT_SHOWN: ReadonlySet<string> = new Set(['source', 'createdAt', 'updatedAt']);

/** Compiles what authors wrote with the workspace's brand, partials and fields. */
@Injectable()
export class TemplateCompiler {
  /** Compilations that run or wait, by workspace. */
  private readonly pending = new Map<string, number>();

  constructor(
    private readonly pool: RenderPool,
    private readonly gallery: TemplateGallery,
    private readonly brands: BrandsService,
    private readonly catalogue: ContactFieldCatalogue,
  ) {}

  /**
   * The footer is added to sources without an unsubscribe link.
   *
   * @throws DomainError `template.invalid` with an error per problem: `pointer` is `/mjml`, `/subject` or `/preheader`,
   *   `code` is `template.unknown-field` or `template.invalid-source`, the message starts with the line;
   *   `template.too-many-at-once` (kind rate-limited)
   */
  async compile(workspaceId: string, source: TemplateSource): Promise<CompiledMessage> {
    this.take(workspaceId);
    try {
      return await this.compileNow(workspaceId, source);
    } finally {
      this.release(workspaceId);
    }
  }

  /** Paths that templates of the workspace may use: `contact.firstName`, `contact.attributes.plan`, `workspace.name`. */
  async listMergeFields(workspaceId: string): Promise<string[]> {
    const fields = await this.catalogue.list(workspaceId);
    const shown = fields.filter(({ path }) => !NOT_SHOWN.has(path));
    return [...shown.map(({ path }) => `contact.${path}`), ...FIXED_MERGE_FIELDS];
  }

  private async compileNow(workspaceId: string, source: TemplateSource): Promise<CompiledMessage> {
    const [brand, known] = await Promise.all([
      this.brands.get(workspaceId),
      this.listMergeFields(workspaceId),
    ]);
    const exists = fieldTest(known);
    // The pool asks in the order of its problems, which name no path.
    const unknown: string[] = [];
    const ask = (path: string) => exists(path) || (unknown.push(path), false);
    try {
      const { partials } = this.gallery;
      return await this.pool.compile({ ...source, brand, partials, requiredFooter: REQUIRED_FOOTER }, ask);
    } catch (error) {
      throw translate(error, (index) =>
        unknown[index] === undefined ? undefined : describeUnknownField(unknown[index], known),
      );
    }
  }

  private take(workspaceId: string): void {
    const pending = this.pending.get(workspaceId) ?? 0;
    if (pending >= MAX_AT_ONCE) throw tooManyAtOnce(MAX_AT_ONCE);
    this.pending.set(workspaceId, pending + 1);
  }

  private release(workspaceId: string): void {
    const pending = (this.pending.get(workspaceId) ?? 1) - 1;
    if (pending === 0) this.pending.delete(workspaceId);
    else this.pending.set(workspaceId, pending);
  }
}

function translate(error: unknown, unknownField: (index: number) => string | undefined): unknown {
  if (!(error instanceof DomainError) || error.kind !== 'invalid') return error;
  const problems = (error.details['problems'] ?? []) as CompileProblem[];
  if (problems.length === 0) {
    return templateInvalid([{ pointer: '/mjml', code: 'template.invalid-source', message: error.message }]);
  }
  return templateInvalid(
    problems.map((problem, index): FieldError => {
      const unknown = unknownField(index);
      return {
        pointer: `/${problem.part}`,
        code: unknown === undefined ? 'template.invalid-source' : 'template.unknown-field',
        message: placeText(problem) + (unknown ?? problem.message),
      };
    }),
  );
}

/** "Line 5: ", "Line 3 of the partial "footer": " or nothing. */
function placeText({ line, partial }: CompileProblem): string {
  if (line === undefined) return partial === undefined ? '' : `In the partial "${partial}": `;
  return partial === undefined ? `Line ${line}: ` : `Line ${line} of the partial "${partial}": `;
}
