import { Metrics } from './metrics';

const holdsGauge = { name: 'holds', help: 'Holds', labelNames: ['scope'] };

describe('metrics', () => {
  it('tells counters, durations and what gauges read, under the process’s name', async () => {
    const metrics = new Metrics('worker');
    metrics.counter('deliveries_total', 'Messages by outcome', ['outcome']).inc({ outcome: 'accepted' }, 3);
    metrics.histogram('claim_seconds', 'Time to claim', []).observe(0.02);
    metrics.gauge(holdsGauge, () => Promise.resolve([{ labels: { scope: 'server' }, value: 2 }]));
    const text = await metrics.read();
    expect(text).toContain('tidings_deliveries_total{outcome="accepted",process="worker"} 3');
    expect(text).toContain('tidings_claim_seconds_count{process="worker"} 1');
    expect(text).toContain('tidings_holds{scope="server",process="worker"} 2');
    expect(text).toContain('tidings_process_resident_memory_bytes');
  });

  it('forgets what a gauge no longer names', async () => {
    let holds = [{ labels: { scope: 'server' }, value: 1 }];
    const metrics = new Metrics('worker');
    metrics.gauge(holdsGauge, () => Promise.resolve(holds));
    await metrics.read();
    holds = [];
    expect(await metrics.read()).not.toContain('scope="server"');
  });
});
