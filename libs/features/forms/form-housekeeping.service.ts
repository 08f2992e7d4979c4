import { Injectable } from '@nestjs/common';
import { SubmissionListRepository } from './submissions/submission-list.repository';

/** What nobody confirmed is nobody's data to keep. */
const KEPT_DAYS = { spam: 30, held: 7, pending: 30 };

@Injectable()
export class FormHousekeeping {
  constructor(private readonly submissions: SubmissionListRepository) {}

  /** Forgets spam, what no button was pressed for, and what was never confirmed. */
  async forgetUnconfirmed(): Promise<{ formSubmissions: number }> {
    return { formSubmissions: await this.submissions.deleteUnconfirmed(KEPT_DAYS) };
  }
}
