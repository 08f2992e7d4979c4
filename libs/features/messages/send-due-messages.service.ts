import { Injectable } from '@nestjs/common';
import { DeliverySender, type MessageMaker } from '@features/deliveries';
import { SendersService } from '@features/senders';
import { JobQueue } from '@platform/queue';
import type { MessageLease } from './message-lease.repository';
import { MessageLeasesRepository } from './message-leases.repository';
import { SingleMessageMaker } from './message-maker.service';
import { sendDueMessagesJob } from './messages.jobs';

/** One job works so long for one workspace; then others in the queue have their turn. */
const TURN_MS = 10_000;

/** After content or sender could not be loaded, messages are left alone for so long. */
const AGAIN_MS = 5_000;

/** Sends the single messages of a workspace that are due, lease after lease. */
@Injectable()
export class SendDueMessages {
  constructor(
    private readonly leases: MessageLeasesRepository,
    private readonly senders: SendersService,
    private readonly maker: SingleMessageMaker,
    private readonly sender: DeliverySender,
    private readonly queue: JobQueue,
  ) {}

  /** How many a mail server took. */
  async send(workspaceId: string, signal: AbortSignal): Promise<number> {
    const until = Date.now() + TURN_MS;
    let sent = 0;
    while (!signal.aborted) {
      const lease = await this.leases.lease(workspaceId);
      if (!lease) return sent;
      sent += await this.sendLease(lease, signal);
      if (Date.now() > until) {
        await this.queue.enqueue(sendDueMessagesJob, { workspaceId, occasion: `turn-${Date.now()}` });
        return sent;
      }
    }
    return sent;
  }

  private async sendLease(lease: MessageLease, signal: AbortSignal): Promise<number> {
    const maker = await this.makerFor(lease);
    if (!maker) {
      await refuseAll(lease);
      return 0;
    }
    const { sent, again, waiting } = await this.sender.send({ lease, maker, signal });
    if (waiting) await lease.explainWaiting(waiting.reason);
    if (again && !signal.aborted) await this.comeBack(lease, again);
    return sent;
  }

  /** Retries of an hour or more are found by the sweep. */
  private async comeBack(lease: MessageLease, again: { afterMs: number; tries: number }): Promise<void> {
    const { workspaceId, firstId } = lease;
    const occasion = `${firstId}-${again.tries}`;
    await this.queue.enqueue(sendDueMessagesJob, { workspaceId, occasion }, { delayMs: again.afterMs });
  }

  /** For the message's own sender; the default one where that was deleted since; null when there is none at all. */
  private async makerFor(lease: MessageLease): Promise<MessageMaker | null> {
    try {
      const senders = await this.senders.list(lease.workspaceId);
      const own = senders.find(({ id }) => id === lease.senderId);
      const from = own ?? senders.find(({ isDefault }) => isDefault);
      return from ? await this.maker.makerFor(lease.workspaceId, from) : null;
    } catch (error) {
      await lease.release(AGAIN_MS);
      throw error;
    }
  }
}

async function refuseAll(lease: MessageLease): Promise<void> {
  const { claimed } = await lease.claim(lease.size, []);
  const reason = 'Its sender was deleted, and the workspace has no other one.';
  await lease.refuse(claimed.map(({ id }) => ({ id, reason })));
  await lease.release(0);
}
