import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { Database } from '@platform/database';
import { JobQueue } from '@platform/queue';
import { resumeWaitingJob } from '../sending-limits.jobs';
import type { Hold } from './hold';
import { MEMORY_MS } from './hold-book.service';

/** What follows when somebody lifts a hold: the audit trail, and mail that goes at once. */
@Injectable()
export class LiftEffects {
  constructor(
    private readonly database: Database,
    private readonly queue: JobQueue,
    private readonly audit: AuditService,
  ) {}

  /** In the transaction that lifts it. */
  async lifted(actor: Actor, { id, kind, serverLabel, provider, domain, cause }: Hold): Promise<void> {
    await this.audit.record(actor, {
      action: 'sending-hold.lifted',
      targetKind: 'sending-hold',
      targetId: id,
      details: { kind, server: serverLabel, provider, domain, cause },
    });
    const { workspaceId } = actor;
    // Earlier, a worker that has not heard of it would send the batches away again.
    const delayMs = MEMORY_MS + 100;
    await this.database.afterCommit(() => this.queue.enqueue(resumeWaitingJob, { workspaceId }, { delayMs }));
  }
}
