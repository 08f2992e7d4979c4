import { Injectable } from '@nestjs/common';
import { DeliverySender, type MessageMaker } from '@features/deliveries';
import { SendersService } from '@features/senders';
import type { MessageStream } from './message-kind';
import type { MessageLease } from './message-lease.repository';
import { MessageLeasesRepository } from './message-leases.repository';
import { SingleMessageMaker } from './message-maker.service';
import { SendingTurns } from './sending-turns.service';

/** After content or sender could not be loaded, messages are left alone for so long. */
const AGAIN_MS = 5_000;

/** Sends the messages of a workspace that are due, of one kind, lease after lease. */
@Injectable()
export class SendDueMessages {
  constructor(
    private readonly leases: MessageLeasesRepository,
    private readonly senders: SendersService,
    private readonly maker: SingleMessageMaker,
    private readonly sender: DeliverySender,
    private readonly turns: SendingTurns,
  ) {}

  /** How many a mail server took. None when other jobs of this process have the workspace's share of slots in hand. */
  async send(stream: MessageStream, signal: AbortSignal): Promise<number> {
    return this.turns.take(stream, signal, (turn) => this.sendLeases(stream, turn));
  }

  /** Until nothing is due or the turn is over: then what is leased, and not handed over, waits again. */
  private async sendLeases(stream: MessageStream, signal: AbortSignal): Promise<number> {
    let sent = 0;
    while (!signal.aborted) {
      const lease = await this.leases.lease(stream);
      if (!lease) return sent;
      sent += await this.sendLease(lease, signal);
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
    const { workspaceId, kind, firstId } = lease;
    const occasion = `${firstId}-${again.tries}`;
    await this.turns.comeBack({ workspaceId, kind }, occasion, again.afterMs);
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
