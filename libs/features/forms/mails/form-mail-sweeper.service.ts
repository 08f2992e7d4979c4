import { Injectable } from '@nestjs/common';
import { JobQueue } from '@platform/queue';
import { postFormMailsJob } from '../forms.jobs';
import { FormMailsRepository } from './form-mails.repository';

/** Derives jobs from rows: losing the whole queue loses no mail of a form. */
@Injectable()
export class FormMailSweeper {
  constructor(
    private readonly mails: FormMailsRepository,
    private readonly queue: JobQueue,
  ) {}

  async sweep(now = new Date()): Promise<void> {
    if (await this.mails.hasDue())
      await this.queue.enqueue(postFormMailsJob, { occasion: `sweep-${now.getTime()}` });
  }
}
