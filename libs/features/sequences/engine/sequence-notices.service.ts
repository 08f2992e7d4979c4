import { Inject, Injectable } from '@nestjs/common';
import { SystemMessages } from '@features/messages';
import { DomainError } from '@platform/errors';
import { LOGGER, type Logger } from '@platform/logging';
import { RunningRows } from '../enrollments/running-rows';
import { RunningVersions } from '../enrollments/running-versions.service';
import { SequenceNoticesRepository, type Notice } from './sequence-notices.repository';

const AT_ONCE = 50;
const MOST_TRIES = 10;

/** Posts what sequences have to tell the team. A key per notice and address: a repeat after a crash makes no second message. */
@Injectable()
export class SequenceNotices {
  constructor(
    private readonly notices: SequenceNoticesRepository,
    private readonly versions: RunningVersions,
    private readonly rows: RunningRows,
    private readonly messages: SystemMessages,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Returns how many notices were posted. */
  async run(workspaceId: string, signal: AbortSignal, now?: Date): Promise<number> {
    let posted = 0;
    while (!signal.aborted) {
      const at = now ?? (await this.rows.sequences.now());
      const taken = await this.notices.take(workspaceId, at, AT_ONCE);
      for (const notice of taken) posted += (await this.post(workspaceId, notice)) ? 1 : 0;
      if (taken.length < AT_ONCE) break;
    }
    return posted;
  }

  private async post(workspaceId: string, notice: Notice): Promise<boolean> {
    const graph = await this.versions.graph(workspaceId, notice.sequenceId, notice.version);
    const step = graph.steps[notice.step];
    try {
      if (step?.kind === 'notify')
        for (const email of step.to) await this.tell(workspaceId, notice, { email, ...step });
      await this.notices.remove(workspaceId, notice);
      return true;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.logger.warn({
        event: 'sequence.notice-not-posted',
        workspaceId,
        sequenceId: notice.sequenceId,
        step: notice.step,
        tries: notice.tries,
        code: error.code,
      });
      if (notice.tries >= MOST_TRIES) await this.notices.remove(workspaceId, notice);
      return false;
    }
  }

  private async tell(
    workspaceId: string,
    { enrollmentId, step, visit, sequenceName, contactId, contactEmail, contactName }: Notice,
    { email, subject, text }: { email: string; subject: string; text: string },
  ): Promise<void> {
    await this.messages.post(workspaceId, {
      key: 'sequence-notice',
      to: { email },
      data: { subject, lines: text.split('\n'), sequence: sequenceName, contactEmail, contactName },
      idempotencyKey: `notice-${enrollmentId}-${step}-${visit}-${email}`,
      postedBy: 'sequence',
      aboutContactId: contactId,
    });
  }
}
