import { sweepContactImports, SweepImportsService, type SweepContactImportsPayload } from '@features/imports';
import { Handles, type JobHandler } from '@platform/queue';

@Handles(sweepContactImports)
export class SweepContactImportsHandler implements JobHandler<SweepContactImportsPayload> {
  constructor(private readonly sweeper: SweepImportsService) {}

  async handle(): Promise<void> {
    await this.sweeper.sweep();
  }
}
