export { Metrics, type GaugeValue } from './metrics';
export { MetricsModule } from './metrics.module';
