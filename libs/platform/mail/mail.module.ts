import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { RenderPool, type RenderPoolOptions } from './render/render-pool';
import type { SmtpTimeouts } from './transport/smtp-settings';
import { SystemMailer } from './transport/system-mailer';

export interface MailModuleOptions {
  /** The operator's server, for single mails. */
  smtp: { url: string; timeouts?: SmtpTimeouts };
  render?: RenderPoolOptions;
}

/** Provides RenderPool and SystemMailer, one of each per process. Mail in numbers goes over the pools of `MailServers`. */
@Module({})
export class MailModule implements OnApplicationShutdown {
  constructor(private readonly renderPool: RenderPool) {}

  static forRoot({ smtp, render }: MailModuleOptions): DynamicModule {
    return {
      module: MailModule,
      global: true,
      providers: [
        { provide: RenderPool, useFactory: () => new RenderPool(render) },
        { provide: SystemMailer, useFactory: () => new SystemMailer(smtp) },
      ],
      exports: [RenderPool, SystemMailer],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.renderPool.close();
  }
}
