import { Injectable } from '@nestjs/common';
import { AuditService } from '@features/accounts';
import { SequenceMessages } from '@features/messages';
import { SequenceNudge } from '../engine/sequence-nudge.service';

/** What follows when somebody changes passages by hand. */
@Injectable()
export class Aftermath {
  constructor(
    readonly audit: AuditService,
    readonly messages: SequenceMessages,
    readonly nudge: SequenceNudge,
  ) {}
}
