import { Module, type DynamicModule } from '@nestjs/common';
import { Settings } from '@platform/config';
import { DatabaseModule } from '@platform/database';
import { LoggingModule, type Logger } from '@platform/logging';
import { AccountsApiModule } from './accounts/accounts-api.module';
import { ContactsApiModule } from './contacts/contacts-api.module';
import { HealthModule } from './health/health.module';
import { HttpModule } from './http/http.module';
import { OpenApiModule } from './openapi/openapi.module';
import { WebAppModule } from './web-app/web-app.module';

/** What the composition root needs from outside. */
export interface AppOptions {
  settings: Settings;
  logger: Logger;
}

/** Composition root of the API: every feature has one line here. */
@Module({})
export class AppModule {
  static forOptions({ settings, logger }: AppOptions): DynamicModule {
    return {
      module: AppModule,
      global: true,
      providers: [{ provide: Settings, useValue: settings }],
      exports: [Settings],
      imports: [
        LoggingModule.forLogger(logger),
        DatabaseModule.forRoot({
          url: settings.database.url,
          poolSize: settings.database.poolSize,
          applicationName: 'tidings api',
          onAfterCommitError: (error) => logger.error({ event: 'after-commit.failed', err: error }),
        }),
        HttpModule,
        HealthModule,
        OpenApiModule,
        AccountsApiModule,
        ContactsApiModule,
        WebAppModule,
      ],
    };
  }
}
