import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** One number of a gauge and the labels it stands under. */
export interface GaugeValue {
  labels: Record<string, string>;
  value: number;
}

/** Seconds, from a fast statement to a slow mail server. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Names begin with this. */
const PREFIX = 'tidings_';

/**
 * What this process counts, in the text format of Prometheus. Labels hold no addresses and no names of people, and few different
 * values: each combination is a time series.
 */
export class Metrics {
  private readonly registry = new Registry();

  /** `process` is `worker` or `api`; it becomes a label of every series. */
  constructor(process: string) {
    this.registry.setDefaultLabels({ process });
    collectDefaultMetrics({ register: this.registry, prefix: PREFIX });
  }

  /** Counts events. `name` without prefix, ending in `_total`. */
  counter<Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> {
    return new Counter({ name: PREFIX + name, help, labelNames, registers: [this.registry] });
  }

  /** Distribution of durations. `name` ends in `_seconds`. */
  histogram<Label extends string>(name: string, help: string, labelNames: Label[]): Histogram<Label> {
    return new Histogram({
      name: PREFIX + name,
      help,
      labelNames,
      buckets: BUCKETS,
      registers: [this.registry],
    });
  }

  /** A state that is read when somebody asks, such as from rows; what `read` does not name any more disappears. */
  gauge(
    { name, help, labelNames = [] }: { name: string; help: string; labelNames?: string[] },
    read: () => Promise<GaugeValue[]>,
  ): void {
    new Gauge({
      name: PREFIX + name,
      help,
      labelNames,
      registers: [this.registry],
      async collect() {
        this.reset();
        for (const { labels, value } of await read()) this.set(labels, value);
      },
    });
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  /** All of it, as text. */
  read(): Promise<string> {
    return this.registry.metrics();
  }
}
