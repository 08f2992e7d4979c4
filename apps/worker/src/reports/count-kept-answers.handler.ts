import { countKeptAnswersJob, KeptAnswers, type CountKeptAnswersPayload } from '@features/reports';
import { Handles, type JobContext, type JobHandler } from '@platform/queue';

@Handles(countKeptAnswersJob)
export class CountKeptAnswersHandler implements JobHandler<CountKeptAnswersPayload> {
  constructor(private readonly kept: KeptAnswers) {}

  async handle(_payload: CountKeptAnswersPayload, { signal }: JobContext): Promise<void> {
    await this.kept.countDue(signal);
  }
}
