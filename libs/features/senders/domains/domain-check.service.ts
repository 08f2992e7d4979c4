import { Injectable } from '@nestjs/common';
import { AuditService, systemActor, type Actor } from '@features/accounts';
import { Database } from '@platform/database';
import { notFound } from '@platform/errors';
import type { Examination } from '../dns/examine-domain';
import { AdoptDomain } from './adopt-domain.service';
import { afterLookup, type DomainKey } from './domain-key';
import { DomainStores } from './domain-stores.service';
import { DomainLookup } from './domain-lookup.service';
import { nextCheck, statusWith, type SendingDomain } from './sending-domain';

/** Domains looked up at the same time, and in one run of the worker. */
const AT_ONCE = 5;
const PER_RUN = 50;

/** Looks up what DNS holds for sending domains, and keeps what was found: from then on mail is signed, or not any more. */
@Injectable()
export class DomainCheck {
  constructor(
    private readonly database: Database,
    private readonly stores: DomainStores,
    private readonly lookup: DomainLookup,
    private readonly adoption: AdoptDomain,
    private readonly audit: AuditService,
  ) {}

  /** Those whose time has come, of all workspaces. Returns how many. One that fails does not keep the others from their turn. */
  async checkDue(now: Date = new Date()): Promise<number> {
    const failures: unknown[] = [];
    let checked = 0;
    for (let due = await this.claim(now); due.length > 0; due = await this.claim(now)) {
      const checks = due.map(({ workspaceId, id }) => this.check(systemActor(workspaceId), id, now));
      const results = await Promise.allSettled(checks);
      for (const result of results) if (result.status === 'rejected') failures.push(result.reason);
      checked += due.length;
      if (checked >= PER_RUN) break;
    }
    if (failures.length > 0) throw failures[0];
    return checked;
  }

  /** Asks DNS now, which takes up to 20 seconds. */
  async check(actor: Actor, id: string, now: Date = new Date()): Promise<void> {
    const { workspaceId } = actor;
    const domain = await this.stores.domains.find(workspaceId, id);
    if (!domain) throw notFound('sending-domain', id);
    const keys = await this.keysOf(actor, domain);
    if (keys.length === 0) return;
    const examination = await this.lookup.examine(domain, keys);
    await this.database.transaction(() => this.store(actor, id, { examination, now }));
  }

  private async store(
    actor: Actor,
    id: string,
    { examination, now }: { examination: Examination; now: Date },
  ): Promise<void> {
    const { domains, keys } = this.stores;
    const domain = await domains.lock(actor.workspaceId, id);
    // Deleted meanwhile.
    if (!domain) return;
    const updated = afterLookup(await keys.list(actor.workspaceId, id), examination.published);
    await keys.update(actor.workspaceId, id, updated);
    const status = statusWith(domain.status, updated);
    await domains.updateChecked(actor.workspaceId, id, {
      status,
      findings: examination.findings,
      checkedAt: now,
      nextCheckAt: nextCheck({ status, createdAt: domain.createdAt }, updated, now),
    });
    if (status === domain.status) return;
    await this.audit.record(actor, {
      action: `sending-domain.${status}`,
      targetKind: 'sending-domain',
      targetId: id,
      details: { domain: domain.domain },
    });
  }

  /** Domains of before there were keys get theirs now; those of mail services never do. */
  private async keysOf(actor: Actor, domain: SendingDomain): Promise<DomainKey[]> {
    const keys = await this.stores.keys.list(actor.workspaceId, domain.id);
    if (keys.length > 0 || domain.status === 'unverifiable') return keys;
    const prepared = await this.adoption.prepare(actor.workspaceId, domain.domain);
    await this.database.transaction(() => this.adoption.adopt(actor, prepared));
    return this.stores.keys.list(actor.workspaceId, domain.id);
  }

  private claim(now: Date): Promise<{ workspaceId: string; id: string }[]> {
    return this.stores.domains.claimDue(now, AT_ONCE);
  }
}
