import { runContactImport, RunContactImportService, type RunContactImportPayload } from '@features/imports';
import { Handles, type JobContext, type JobHandler } from '@platform/queue';

@Handles(runContactImport)
export class RunContactImportHandler implements JobHandler<RunContactImportPayload> {
  constructor(private readonly runner: RunContactImportService) {}

  async handle(
    { workspaceId, importId }: RunContactImportPayload,
    { attempt, signal }: JobContext,
  ): Promise<void> {
    try {
      await this.runner.run(workspaceId, importId, signal);
    } catch (error) {
      if (attempt >= runContactImport.attempts) {
        await this.runner.fail(
          workspaceId,
          importId,
          'The import failed repeatedly for a technical reason; the log of the worker has it. Start it again later: rows that were written stay as they are.',
        );
      }
      throw error;
    }
  }
}
