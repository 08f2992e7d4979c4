import { Module } from '@nestjs/common';
import { AccountsModule } from '@features/accounts';
import { MeController } from './me.controller';

@Module({ imports: [AccountsModule], controllers: [MeController] })
export class AccountsApiModule {}
