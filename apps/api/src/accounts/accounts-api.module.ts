import { Module } from '@nestjs/common';
import { AccountsModule } from '@features/accounts';
import { HttpModule } from '../http/http.module';
import { ApiKeysController } from './api-keys.controller';
import { AuditEntriesController } from './audit-entries.controller';
import { MeController } from './me.controller';
import { MeService } from './me.service';
import { SessionController } from './session.controller';
import { SessionsController } from './sessions.controller';
import { SetupController } from './setup.controller';
import { UsersController } from './users.controller';
import { WorkspaceController } from './workspace.controller';
import { WorkspacesController } from './workspaces.controller';

@Module({
  imports: [AccountsModule, HttpModule],
  controllers: [
    SetupController,
    SessionController,
    SessionsController,
    MeController,
    UsersController,
    ApiKeysController,
    AuditEntriesController,
    WorkspaceController,
    WorkspacesController,
  ],
  providers: [MeService],
})
export class AccountsApiModule {}
