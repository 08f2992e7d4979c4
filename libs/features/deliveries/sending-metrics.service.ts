import { Injectable } from '@nestjs/common';
import type { SendingPriority } from '@features/smtp-servers';
import { Metrics } from '@platform/metrics';
import type { DeliveryOutcome } from './delivery';

/** What sending tells about itself. Providers that nobody knows by name count as `other`, or every domain were a series. */
@Injectable()
export class SendingMetrics {
  private readonly outcomes;
  private readonly claims;
  private readonly makes;
  private readonly answers;

  constructor(metrics: Metrics) {
    this.outcomes = metrics.counter(
      'deliveries_total',
      'Messages by what became of them (pending: put back, no attempt used up), mailbox provider and priority.',
      ['outcome', 'provider', 'priority'],
    );
    this.claims = metrics.histogram(
      'claim_seconds',
      'Time to claim a group of messages, consent checked again.',
      ['priority'],
    );
    this.makes = metrics.histogram('make_seconds', 'Time to make the messages of a group.', ['priority']);
    this.answers = metrics.histogram(
      'hand_over_seconds',
      "From handing a message over to the server's answer, waiting for a connection included.",
      ['priority'],
    );
  }

  timeClaim<T>(priority: SendingPriority, work: () => Promise<T>): Promise<T> {
    return timed(work, (seconds) => this.claims.observe({ priority }, seconds));
  }

  timeMake<T>(priority: SendingPriority, work: () => Promise<T>): Promise<T> {
    return timed(work, (seconds) => this.makes.observe({ priority }, seconds));
  }

  timeHandOver<T>(priority: SendingPriority, work: () => Promise<T>): Promise<T> {
    return timed(work, (seconds) => this.answers.observe({ priority }, seconds));
  }

  recorded(priority: SendingPriority, outcome: DeliveryOutcome, provider: string): void {
    const named = provider.includes('.') ? 'other' : provider;
    this.outcomes.inc({ outcome: outcome.status, provider: named, priority });
  }
}

async function timed<T>(work: () => Promise<T>, observe: (seconds: number) => void): Promise<T> {
  const started = performance.now();
  try {
    return await work();
  } finally {
    observe((performance.now() - started) / 1000);
  }
}
