import { Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { AccountsModule } from '@features/accounts';
import { Settings } from '@platform/config';
import { AuthGuard } from './auth.guard';
import { AuthenticationService } from './authentication.service';
import { IdempotencyInterceptor } from './idempotency.interceptor';
import { SessionCookie } from './session-cookie';

/** What stands in front of every handler: who may call it, and safe repetition of POSTs. */
@Module({
  imports: [AccountsModule],
  providers: [
    AuthenticationService,
    {
      provide: SessionCookie,
      useFactory: (settings: Settings) => new SessionCookie(settings.http.appUrl),
      inject: [Settings],
    },
    { provide: APP_GUARD, useClass: AuthGuard },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
  ],
  exports: [SessionCookie],
})
export class HttpModule {}
