import { Injectable } from '@nestjs/common';
import type { Workspace } from '@features/accounts';
import type { CompiledMessage } from '@platform/mail';
import type { AudienceCounts } from './audience-counts.repository';
import { requiredContent } from './content-blocks';
import { contentChecks, type LinkGap } from './content-checks';
import type { DraftMessage } from './draft-messages.service';
import { readMessage } from './message-facts';
import { check, type PreflightCheck } from './preflight';
import { SampleMessagesService } from './sample-messages.service';
import { SenderChecks } from './sender-checks.service';

/** Everything about one message: what it says, and who sends it. */
@Injectable()
export class MessageChecks {
  constructor(
    private readonly samples: SampleMessagesService,
    private readonly senders: SenderChecks,
  ) {}

  async of(
    message: DraftMessage,
    { workspace, counts }: { workspace: Workspace; counts: AudienceCounts | null },
  ): Promise<PreflightCheck[]> {
    const { variant, compiled, campaign } = message;
    const required = requiredContent(message, workspace);
    const sender = await this.senders.of(campaign, variant);
    if (compiled === null) return [...required, ...sender];
    const { rendered, ownAddress, bytes, failures } = await this.samples.of(message, counts?.examples ?? []);
    const facts = rendered.map((one) => readMessage(one, ownAddress));
    const linkGaps = counts ? gapsIn(compiled, counts) : [];
    return [
      ...required,
      ...failures.slice(0, 1).map((reason) =>
        check(
          'content',
          `The message could not be made for ${failures.length} of the people it was tried on: ${reason}`,
          {
            level: 'warn',
            remedy: 'Look at the merge fields that the reason names; such people are left out as refused.',
            figures: { failures },
            variant,
          },
        ),
      ),
      ...contentChecks(facts, { bytes, linkGaps, variant }),
      ...sender,
    ];
  }
}

/** Links whose whole address is a merge field without a fallback that some people have no value for. */
function gapsIn({ links }: CompiledMessage, { missing, sampled }: AudienceCounts): LinkGap[] {
  if (sampled === 0) return [];
  return links.flatMap(({ url, label }) => {
    const path = /^\{\{\s*([\w.]+)\s*\}\}/.exec(url)?.[1];
    const count = path === undefined ? 0 : (missing[path] ?? 0);
    return count === 0 ? [] : [{ url, label, percent: (100 * count) / sampled }];
  });
}
