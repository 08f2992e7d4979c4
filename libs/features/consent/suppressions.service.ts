import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { AddressHasher, toLine } from '@features/contacts';
import { Database } from '@platform/database';
import { parseEmailAddress } from '@platform/mail';
import { idCursor, toPage, type Page, type PageRequest } from '@platform/paging';
import { isPersonsOwnChoice, type SuppressionReason, type SuppressionRow } from './consent';
import { invalidAddress, suppressionNeedsForce, suppressionNotFound } from './consent.errors';
import {
  SuppressionsRepository,
  type NewSuppression,
  type SuppressionListFilter,
} from './suppressions.repository';

export interface SuppressionInput {
  email: string;
  reason: SuppressionReason;
  /** Where it comes from: `api`, `import`, `bounce`, … at most 60 characters. */
  source: string;
  /** At most 500 characters. */
  note?: string;
}

export interface SuppressionFilter {
  /** One exact address, also one that is only known by its hash. */
  email?: string;
  reason?: SuppressionReason;
  /** Part of an address that is known. */
  search?: string;
}

/** What became of a list of addresses. */
export interface AddedSuppressions {
  /** New, or suppressed for a stronger reason now. */
  added: number;
  /** Suppressed before, for a reason as strong, or named twice. */
  unchanged: number;
  /** What cannot be an address, by its place in the list. */
  refused: { index: number; message: string }[];
}

/** Suppressions read per stretch of an export: what is held in memory at most. */
const STRETCH = 1000;

/** Addresses that must not be mailed, whatever anybody subscribed to. */
@Injectable()
export class SuppressionsService {
  constructor(
    private readonly database: Database,
    private readonly suppressions: SuppressionsRepository,
    private readonly hasher: AddressHasher,
    private readonly audit: AuditService,
  ) {}

  /** Newest first. */
  async list(workspaceId: string, page: PageRequest & SuppressionFilter): Promise<Page<SuppressionRow>> {
    const rows = await this.suppressions.list(workspaceId, this.listFilter(workspaceId, page), {
      before: idCursor(page),
      limit: page.limit + 1,
    });
    return toPage(rows, page.limit, { item: (row) => row, cursor: (row) => [row.id] });
  }

  /** Of these addresses (keys, as `parseEmailAddress` gives them) those that may not even get transactional mail. */
  async withoutTransactionalMail(workspaceId: string, emailKeys: readonly string[]): Promise<Set<string>> {
    const byHash = new Map(emailKeys.map((emailKey) => [this.hasher.hex(workspaceId, emailKey), emailKey]));
    const stopped = await this.suppressions.withoutTransactionalMail(workspaceId, [...byHash.keys()]);
    return new Set([...stopped].map((hash) => byHash.get(hash)!));
  }

  /** Suppresses one address; if it is already, the stronger reason stays. Throws `suppression.invalid-address`. */
  async add(actor: Actor, input: SuppressionInput): Promise<SuppressionRow> {
    const { workspaceId } = actor;
    const { address, hash } = this.hashOf(workspaceId, input.email);
    return this.database.transaction(async () => {
      const added = await this.suppressions.add(workspaceId, [
        { ...input, email: address, addressHash: hash },
      ]);
      const row = await this.suppressions.findByHash(workspaceId, hash);
      if (!row) throw suppressionNotFound(address);
      if (added > 0) {
        await this.audit.record(actor, {
          action: 'suppression.added',
          targetKind: 'suppression',
          targetId: row.id,
          details: { reason: input.reason, source: input.source },
        });
      }
      return row;
    });
  }

  /** Suppresses many addresses that somebody entered. What is no address is refused, the others are added all the same. */
  async addList(
    actor: Actor,
    list: Omit<SuppressionInput, 'email'> & { emails: string[] },
  ): Promise<AddedSuppressions> {
    const { workspaceId } = actor;
    const { emails, ...about } = list;
    const refused: AddedSuppressions['refused'] = [];
    const rows = emails.flatMap((email, index): NewSuppression[] => {
      const parsed = parseEmailAddress(email);
      if (parsed.ok) {
        return [{ ...about, email: parsed.address, addressHash: this.hasher.hash(workspaceId, parsed.key) }];
      }
      refused.push({ index, message: `email ${parsed.reason}.` });
      return [];
    });
    const added = await this.database.transaction(async () => {
      const count = await this.addMany(workspaceId, rows);
      if (count > 0) {
        await this.audit.record(actor, {
          action: 'suppressions.added',
          targetKind: 'suppressions',
          targetId: null,
          details: { count, reason: list.reason, source: list.source },
        });
      }
      return count;
    });
    return { added, unchanged: rows.length - added, refused };
  }

  /**
   * The CSV of all that match and whose address is known, newest first, as chunks of text with a UTF-8 byte order mark. Recorded
   * in the audit trail. A filter that cannot be is refused before the first chunk.
   */
  async *csv(actor: Actor, filter: SuppressionFilter): AsyncGenerator<string> {
    const { workspaceId } = actor;
    const wanted = this.listFilter(workspaceId, filter);
    let before: string | null = null;
    let chunk = `\ufeff${toLine(['email', 'reason', 'source', 'note', 'occurredAt'], { raw: false })}`;
    for (;;) {
      const rows: SuppressionRow[] = await this.suppressions.list(workspaceId, wanted, {
        before,
        limit: STRETCH,
      });
      if (before === null) await this.recordExport(actor);
      yield chunk + rows.map(csvLine).join('');
      chunk = '';
      before = rows.at(-1)?.id ?? null;
      if (rows.length < STRETCH || before === null) return;
    }
  }

  /**
   * Suppresses many addresses in one statement, in the caller's transaction: for bounces, complaints, imports and
   * erasure. Addresses come with the keyed hash that their contact row holds. Returns how many are new or stronger.
   */
  async addMany(workspaceId: string, suppressions: readonly NewSuppression[]): Promise<number> {
    return suppressions.length === 0 ? 0 : this.suppressions.add(workspaceId, suppressions);
  }

  /**
   * Lifts a suppression; `reason` says why and is kept in the audit trail. What the person caused (unsubscribe,
   * complaint, erasure) needs `force`, else `suppression.needs-force`.
   */
  async remove(actor: Actor, id: string, why: { reason: string; force: boolean }): Promise<void> {
    await this.database.transaction(async () => {
      const row = await this.suppressions.find(actor.workspaceId, id);
      if (!row) throw suppressionNotFound(id);
      if (isPersonsOwnChoice(row.reason) && !why.force) throw suppressionNeedsForce(row.reason);
      if (!(await this.suppressions.remove(actor.workspaceId, id, row.reason))) throw suppressionNotFound(id);
      await this.audit.record(actor, {
        action: 'suppression.removed',
        targetKind: 'suppression',
        targetId: id,
        details: { was: row.reason, reason: why.reason, force: why.force },
      });
    });
  }

  private async recordExport(actor: Actor): Promise<void> {
    await this.database.transaction(() =>
      this.audit.record(actor, {
        action: 'suppressions.exported',
        targetKind: 'suppressions',
        targetId: null,
      }),
    );
  }

  private listFilter(workspaceId: string, filter: SuppressionFilter): SuppressionListFilter {
    return {
      addressHash: filter.email === undefined ? null : this.hashOf(workspaceId, filter.email).hash,
      reason: filter.reason ?? null,
      search: filter.search?.trim() || null,
    };
  }

  private hashOf(workspaceId: string, email: string): { address: string; hash: Buffer } {
    const parsed = parseEmailAddress(email);
    if (!parsed.ok) throw invalidAddress(parsed.reason);
    return { address: parsed.address, hash: this.hasher.hash(workspaceId, parsed.key) };
  }
}

function csvLine({ email, reason, source, note, occurredAt }: SuppressionRow): string {
  if (email === null) return '';
  return toLine([email, reason, source, note, occurredAt.toISOString()], { raw: false });
}
