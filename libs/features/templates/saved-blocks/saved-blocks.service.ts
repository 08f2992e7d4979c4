import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { Database } from '@platform/database';
import { DomainError, notFound } from '@platform/errors';
import type { Page, PageRequest } from '@platform/paging';
import type { BlockDocument, OwnBlock, SavedPlace } from '../blocks/block-document';
import { MAX_SAVED_TOGETHER } from '../blocks/limits';
import { parseSavedBlocks } from '../blocks/parse-block-document';
import { toMjml } from '../blocks/to-mjml';
import { TemplateCompiler } from '../template-compiler.service';
import { templateInvalid } from '../templates.errors';
import {
  MAX_SAVED_BLOCKS,
  MAX_SAVED_NAME,
  type SavedBlocks,
  type SavedBlocksContent,
  type SavedBlocksUse,
} from './saved-block';
import {
  savedBlocksInUse,
  savedNameInvalid,
  savedPlacesMixed,
  tooManySavedBlocks,
} from './saved-blocks.errors';
import { SavedBlocksRepository } from './saved-blocks.repository';

/** What somebody saves. The blocks are JSON that nobody has looked at. */
export interface SavedBlocksInput {
  name: string;
  isSynced: boolean;
  blocks: unknown;
}

/** Blocks that are kept under a name, for copies or as one for all emails. */
@Injectable()
export class SavedBlocksService {
  constructor(
    private readonly database: Database,
    private readonly saved: SavedBlocksRepository,
    private readonly compiler: TemplateCompiler,
    private readonly audit: AuditService,
  ) {}

  /** @throws DomainError `saved-block.not-found` */
  async get(workspaceId: string, id: string): Promise<SavedBlocks> {
    const found = await this.saved.find(workspaceId, id);
    if (!found) throw notFound('saved-block', id);
    return found;
  }

  /** Newest first. */
  async list(workspaceId: string, page: PageRequest): Promise<Page<SavedBlocks>> {
    return this.saved.list(workspaceId, page);
  }

  /** Emails that name them. @throws DomainError `saved-block.not-found` */
  async usesOf(workspaceId: string, id: string): Promise<SavedBlocksUse[]> {
    await this.get(workspaceId, id);
    return this.saved.uses(workspaceId, id);
  }

  /** @throws DomainError `template.invalid` with pointers into `/blocks`, `saved-block.*` */
  async create(actor: Actor, input: SavedBlocksInput): Promise<SavedBlocks> {
    const content = await this.check(actor.workspaceId, input);
    return this.database.transaction(async () => {
      if ((await this.saved.count(actor.workspaceId)) >= MAX_SAVED_BLOCKS) throw tooManySavedBlocks();
      const id = await this.saved.insert(actor.workspaceId, content);
      return this.recorded(actor, 'saved-block.created', id);
    });
  }

  /**
   * Undefined leaves a value as it is. Emails that name the blocks show what they have become when they are next compiled; what is frozen stays.
   *
   * @throws DomainError `saved-block.in-use` when emails that name them would have nowhere to put them
   */
  async update(actor: Actor, id: string, changes: Partial<SavedBlocksInput>): Promise<SavedBlocks> {
    const { workspaceId } = actor;
    const { name, isSynced, blocks } = await this.get(workspaceId, id);
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const content = await this.check(workspaceId, { name, isSynced, blocks, ...given });
    return this.database.transaction(async () => {
      if (!(await this.saved.lock(workspaceId, id))) throw notFound('saved-block', id);
      const now = await this.get(workspaceId, id);
      if (now.isSynced && (!content.isSynced || content.place !== now.place)) {
        await this.assertUnused(
          workspaceId,
          id,
          content.isSynced ? `made a ${content.place}` : 'kept as copies',
        );
      }
      await this.saved.update(workspaceId, id, content);
      return this.recorded(actor, 'saved-block.updated', id);
    });
  }

  /** @throws DomainError `saved-block.in-use` while emails name them */
  async delete(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async () => {
      if (!(await this.saved.lock(actor.workspaceId, id))) throw notFound('saved-block', id);
      await this.assertUnused(actor.workspaceId, id, 'deleted');
      await this.recorded(actor, 'saved-block.deleted', id);
      await this.saved.delete(actor.workspaceId, id);
    });
  }

  private async assertUnused(workspaceId: string, id: string, what: string): Promise<void> {
    const uses = await this.saved.uses(workspaceId, id);
    if (uses.length > 0)
      throw savedBlocksInUse(
        what,
        uses.map(({ name }) => name),
      );
  }

  /** Whether they could be sent, which costs a compilation. */
  private async check(workspaceId: string, input: SavedBlocksInput): Promise<SavedBlocksContent> {
    const name = input.name.trim();
    if (name === '' || name.length > MAX_SAVED_NAME) throw savedNameInvalid();
    const parsed = parseSavedBlocks(input.blocks, MAX_SAVED_TOGETHER);
    if (!parsed.ok) throw templateInvalid(parsed.issues);
    const document: BlockDocument = { v: 1, style: {}, blocks: parsed.blocks };
    try {
      const source = {
        subject: name.replace(/[{}]/g, ''),
        preheader: '',
        mjml: toMjml(document).mjml,
        document,
      };
      await this.compiler.compile(workspaceId, { ...source, subject: source.subject || 'Saved' });
    } catch (error) {
      throw withoutDocument(error);
    }
    return { name, isSynced: input.isSynced, place: placeOf(parsed.blocks), blocks: parsed.blocks };
  }

  private async recorded(actor: Actor, action: string, id: string): Promise<SavedBlocks> {
    const saved = await this.get(actor.workspaceId, id);
    await this.audit.record(actor, {
      action,
      targetKind: 'saved-block',
      targetId: id,
      details: { name: saved.name },
    });
    return saved;
  }
}

/** @throws DomainError `saved-block.mixed` */
function placeOf(blocks: readonly OwnBlock[]): SavedPlace {
  const frame = blocks.find(({ kind }) => kind === 'header' || kind === 'footer');
  if (frame === undefined) return 'content';
  if (blocks.length > 1) throw savedPlacesMixed();
  return frame.kind === 'header' ? 'header' : 'footer';
}

/** The compiler speaks of a document; here the blocks are given alone. */
function withoutDocument(error: unknown): unknown {
  if (!(error instanceof DomainError) || error.code !== 'template.invalid') return error;
  return templateInvalid(
    error.errors.map((issue) => ({
      ...issue,
      pointer: issue.pointer.replace(/^\/document/, '') || '/blocks',
    })),
  );
}
