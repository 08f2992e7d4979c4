import { checkSendingDomainsJob, DomainCheck, type CheckSendingDomainsPayload } from '@features/senders';
import { Handles, type JobHandler } from '@platform/queue';

@Handles(checkSendingDomainsJob)
export class CheckSendingDomainsHandler implements JobHandler<CheckSendingDomainsPayload> {
  constructor(private readonly checks: DomainCheck) {}

  async handle(): Promise<void> {
    await this.checks.checkDue();
  }
}
