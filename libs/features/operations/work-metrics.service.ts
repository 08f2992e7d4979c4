import { Injectable } from '@nestjs/common';
import { Metrics } from '@platform/metrics';
import { JobQueue, queueNames } from '@platform/queue';
import { OperationsRepository } from './operations.repository';
import { WorkHealthService } from './work-health.service';

/** Gauges read from rows when somebody scrapes: the same whichever worker is asked. */
@Injectable()
export class WorkMetrics {
  constructor(
    private readonly metrics: Metrics,
    private readonly health: WorkHealthService,
    private readonly operations: OperationsRepository,
    private readonly queue: JobQueue,
  ) {}

  register(): void {
    const byKind = { labelNames: ['kind'] };
    const due = 'that is due and that nobody has in hand, by kind.';
    this.metrics.gauge({ name: 'due_work', help: `Work ${due}`, ...byKind }, async () =>
      (await this.health.dueWork()).map(({ kind, waiting }) => ({ labels: { kind }, value: waiting })),
    );
    this.metrics.gauge(
      { name: 'due_work_age_seconds', help: `Age of the oldest work ${due}`, ...byKind },
      async () =>
        (await this.health.dueWork()).map(({ kind, oldestSeconds }) => ({
          labels: { kind },
          value: oldestSeconds,
        })),
    );
    this.metrics.gauge(
      { name: 'uncertain_deliveries', help: 'Messages of campaigns whose outcome is unknown.' },
      async () => [{ labels: {}, value: await this.operations.uncertainDeliveries() }],
    );
    this.metrics.gauge(
      { name: 'sending_holds', help: 'Servers, providers and domains that get no mail now.', ...byKind },
      async () =>
        (await this.operations.holds()).map(({ kind, count }) => ({ labels: { kind }, value: count })),
    );
    this.metrics.gauge(
      { name: 'jobs', help: 'Jobs in the queues, by state.', labelNames: ['queue', 'state'] },
      () => this.jobs(),
    );
  }

  private async jobs(): Promise<{ labels: Record<string, string>; value: number }[]> {
    const counted = await Promise.all(
      queueNames.map(async (queue) => ({ queue, counts: await this.queue.counts(queue) })),
    );
    return counted.flatMap(({ queue, counts }) =>
      Object.entries(counts).map(([state, value]) => ({ labels: { queue, state }, value })),
    );
  }
}
