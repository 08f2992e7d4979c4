import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { RenderPool, type RenderPoolOptions } from './render/render-pool';
import { SmtpPool } from './transport/smtp-pool';
import type { SmtpTimeouts } from './transport/smtp-settings';
import { SystemMailer } from './transport/system-mailer';

export interface MailModuleOptions {
  smtp: { url: string; connections?: number; timeouts?: SmtpTimeouts };
  render?: RenderPoolOptions;
}

/** Provides RenderPool, SmtpPool and SystemMailer, one of each per process, and closes them on shutdown. */
@Module({})
export class MailModule implements OnApplicationShutdown {
  constructor(
    private readonly renderPool: RenderPool,
    private readonly smtpPool: SmtpPool,
  ) {}

  static forRoot({ smtp, render }: MailModuleOptions): DynamicModule {
    return {
      module: MailModule,
      global: true,
      providers: [
        { provide: RenderPool, useFactory: () => new RenderPool(render) },
        { provide: SmtpPool, useFactory: () => new SmtpPool(smtp) },
        { provide: SystemMailer, useFactory: () => new SystemMailer(smtp) },
      ],
      exports: [RenderPool, SmtpPool, SystemMailer],
    };
  }

  /** Messages on the wire get their answer first, so that as few deliveries as possible end as uncertain. */
  async onApplicationShutdown(): Promise<void> {
    await this.smtpPool.close();
    await this.renderPool.close();
  }
}
