import { Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { AccountsModule } from '@features/accounts';
import { AuthGuard } from './auth.guard';
import { AuthenticationService } from './authentication.service';
import { IdempotencyInterceptor } from './idempotency.interceptor';

/** What stands in front of every handler: who may call it, and safe repetition of POSTs. */
@Module({
  imports: [AccountsModule],
  providers: [
    AuthenticationService,
    { provide: APP_GUARD, useClass: AuthGuard },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
  ],
})
export class HttpModule {}
