import { Injectable } from '@nestjs/common';
import { Settings } from '@platform/config';
import { MessagesRepository } from './messages.repository';

/** Rows changed by one statement: a lock is never held for long. */
const STRETCH = 5_000;

/** Deletes what messages were made of once nobody needs it any more. The ledger keeps what became of them. */
@Injectable()
export class MessageHousekeeping {
  constructor(
    private readonly messages: MessagesRepository,
    private readonly settings: Settings,
  ) {}

  /** Safe to repeat at any time. */
  async forgetContents(): Promise<{ messageContents: number; strayContents: number }> {
    const { retentionDays } = this.settings.messages;
    let messageContents = 0;
    for (;;) {
      const count = await this.messages.forgetContents(retentionDays, STRETCH);
      messageContents += count;
      if (count < STRETCH) break;
    }
    return { messageContents, strayContents: await this.messages.deleteStrayContents() };
  }
}
