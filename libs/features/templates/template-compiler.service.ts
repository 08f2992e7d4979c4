import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ContactFieldCatalogue } from '@features/contacts';
import { DomainError, type FieldError } from '@platform/errors';
import { RenderPool, type CompiledMessage, type CompileProblem } from '@platform/mail';
import type { BlockDocument } from './blocks/block-document';
import { nameOfPlace } from './blocks/parse-block-document';
import { toMjml } from './blocks/to-mjml';
import type { Brand } from './brand-settings';
import { BrandsService } from './brands.service';
import {
  describeDataField,
  describeUnknownField,
  fieldTest,
  FIXED_MERGE_FIELDS,
  isDataField,
} from './merge-fields';
import { SavedPartials } from './saved-blocks/saved-partials.service';
import { TemplateGallery } from './template-gallery.service';
import { templateInvalid, tooManyAtOnce } from './templates.errors';

/** What an author writes. */
export interface TemplateSource {
  subject: string;
  preheader: string;
  mjml: string;
  /** The blocks that `mjml` was made from: problems name them instead of lines. */
  document?: BlockDocument | null;
}

/**
 * What it is compiled for. `editing` takes whatever some message may use; a `campaign` has no `data.…`; a single `message` is
 * asked for and gets no footer with an unsubscribe link.
 */
export type CompilePurpose = 'editing' | 'campaign' | 'message';

/** What else a compilation depends on. */
interface Surroundings {
  brand: Brand;
  /** Paths of merge fields. */
  known: string[];
  /** Synced blocks as partials, by name. */
  synced: Record<string, string>;
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
    private readonly saved: SavedPartials,
  ) {}

  /**
   * The footer is added to sources without an unsubscribe link, except for single messages.
   *
   * @throws DomainError `template.invalid` with an error per problem: `pointer` is `/mjml`, `/subject`, `/preheader` or a block such as
   *   `/document/blocks/2`, `code` is `template.unknown-field` or `template.invalid-source`, the message starts with the line or block;
   *   `template.too-many-at-once` (kind rate-limited)
   */
  async compile(
    workspaceId: string,
    source: TemplateSource,
    purpose: CompilePurpose = 'editing',
  ): Promise<CompiledMessage> {
    return this.inTurn(workspaceId, async () =>
      this.compileNow(source, { purpose, ...(await this.surroundings(workspaceId, source.mjml)) }),
    );
  }

  /** As `compile` for editing, in a brand that is not saved. Throws `brand.invalid`, too. */
  async compileInBrand(
    workspaceId: string,
    source: TemplateSource,
    values: Record<string, unknown>,
  ): Promise<CompiledMessage> {
    const brand = await this.brands.tryOut(workspaceId, values);
    return this.inTurn(workspaceId, async () =>
      this.compileNow(source, {
        ...(await this.surroundings(workspaceId, source.mjml)),
        purpose: 'editing',
        brand,
      }),
    );
  }

  /** Paths that templates of the workspace may use: `contact.firstName`, `contact.attributes.plan`, `workspace.name`. */
  async listMergeFields(workspaceId: string): Promise<string[]> {
    const fields = await this.catalogue.list(workspaceId);
    const shown = fields.filter(({ path }) => !NOT_SHOWN.has(path));
    return [...shown.map(({ path }) => `contact.${path}`), ...FIXED_MERGE_FIELDS];
  }

  /**
   * Hash of all that a compilation depends on in this version of Tidings: the same again compiles to the same. Costs a few
   * small questions instead of a tenth of a second.
   */
  async fingerprint(workspaceId: string, source: TemplateSource): Promise<string> {
    const { subject, preheader, mjml } = source;
    const surroundings = await this.surroundings(workspaceId, mjml);
    return createHash('sha256')
      .update(JSON.stringify([workspaceId, subject, preheader, mjml, surroundings]))
      .digest('base64url');
  }

  private async compileNow(
    source: TemplateSource,
    { purpose, brand, known, synced }: Surroundings & { purpose: CompilePurpose },
  ): Promise<CompiledMessage> {
    const exists = fieldTest(known);
    // The pool asks in the order of its problems, which name no path.
    const unknown: string[] = [];
    const ask = (path: string) =>
      exists(path) || (purpose !== 'campaign' && isDataField(path)) || (unknown.push(path), false);
    try {
      const partials = { ...inBrand(this.gallery.partials, brand), ...synced };
      const footer = purpose === 'message' ? {} : { requiredFooter: REQUIRED_FOOTER };
      const { subject, preheader, mjml } = source;
      return await this.pool.compile({ subject, preheader, mjml, brand, partials, ...footer }, ask);
    } catch (error) {
      throw translate(error, source.document ?? null, (index) => describe(unknown[index], known));
    }
  }

  private async surroundings(workspaceId: string, mjml: string): Promise<Surroundings> {
    const [brand, known, synced] = await Promise.all([
      this.brands.get(workspaceId),
      this.listMergeFields(workspaceId),
      this.saved.of(workspaceId, mjml),
    ]);
    return { brand, known, synced };
  }

  private async inTurn<Result>(workspaceId: string, compile: () => Promise<Result>): Promise<Result> {
    this.take(workspaceId);
    try {
      return await compile();
    } finally {
      this.release(workspaceId);
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

/** A brand with a logo shows it on top, others their name. */
function inBrand(partials: Record<string, string>, brand: Brand): Record<string, string> {
  const withLogo = partials['header-logo'];
  return brand.logoUrl === '' || withLogo === undefined ? partials : { ...partials, header: withLogo };
}

function describe(path: string | undefined, known: string[]): string | undefined {
  if (path === undefined) return undefined;
  return isDataField(path) ? describeDataField(path) : describeUnknownField(path, known);
}

function translate(
  error: unknown,
  document: BlockDocument | null,
  unknownField: (index: number) => string | undefined,
): unknown {
  if (!(error instanceof DomainError) || error.kind !== 'invalid') return error;
  const problems = (error.details['problems'] ?? []) as CompileProblem[];
  if (problems.length === 0) {
    return templateInvalid([{ pointer: '/mjml', code: 'template.invalid-source', message: error.message }]);
  }
  return templateInvalid(
    problems.map((problem, index): FieldError => {
      const unknown = unknownField(index);
      const place = placeOf(problem, document);
      return {
        pointer: place.pointer,
        code: unknown === undefined ? 'template.invalid-source' : 'template.unknown-field',
        message: place.text + (unknown ?? plainer(problem.message)),
      };
    }),
  );
}

/** The compiler knows saved blocks as partials. */
function plainer(message: string): string {
  if (!message.startsWith('There is no partial called "saved-')) return message;
  return 'These saved blocks do not exist any more, or are not synced. Take them out.';
}

/** The block that the line was made from, else the line. */
function placeOf(problem: CompileProblem, document: BlockDocument | null): { pointer: string; text: string } {
  if (document === null || problem.part !== 'mjml' || problem.partial !== undefined) {
    return { pointer: `/${problem.part}`, text: placeText(problem) };
  }
  const pointer = (problem.line === undefined ? undefined : toMjml(document).blockAt(problem.line)) ?? '';
  const name = nameOfPlace(pointer, document);
  return { pointer: `/document${pointer}`, text: name === undefined ? '' : `${name}: ` };
}

/** "Line 5: ", "Line 3 of the partial "footer": " or nothing. */
function placeText({ line, partial }: CompileProblem): string {
  if (line === undefined) return partial === undefined ? '' : `In the partial "${partial}": `;
  return partial === undefined ? `Line ${line}: ` : `Line ${line} of the partial "${partial}": `;
}
