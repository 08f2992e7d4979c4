import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Metrics } from './metrics';

/** One set of metrics per process. */
@Global()
@Module({})
export class MetricsModule {
  static forProcess(process: string): DynamicModule {
    return {
      module: MetricsModule,
      providers: [{ provide: Metrics, useFactory: () => new Metrics(process) }],
      exports: [Metrics],
    };
  }
}
