import { Module, type DynamicModule } from '@nestjs/common';
import { DnsClient, type DnsClientOptions } from './dns-client';

/** Provides one DnsClient per process. */
@Module({})
export class DnsModule {
  static forRoot(options: DnsClientOptions): DynamicModule {
    return {
      module: DnsModule,
      global: true,
      providers: [{ provide: DnsClient, useFactory: () => new DnsClient(options) }],
      exports: [DnsClient],
    };
  }
}
