import { Module } from '@nestjs/common';
import { DatabaseModule } from '@platform/database';
import { ApiKey } from './api-key.entity';
import { ApiKeysRepository } from './api-keys.repository';
import { ApiKeysService } from './api-keys.service';
import { AuditRepository } from './audit.repository';
import { AuditService } from './audit.service';
import { AccountsHousekeepingService } from './accounts-housekeeping.service';
import { IdempotencyRepository } from './idempotency.repository';
import { IdempotencyService } from './idempotency.service';
import { LoginService } from './login.service';
import { MembersService } from './members.service';
import { PasswordHasher } from './password-hasher';
import { PasswordCheckService } from './password-check.service';
import { PasswordResetService } from './password-reset.service';
import { PasswordsService } from './passwords.service';
import { SessionsRepository } from './sessions.repository';
import { SessionsService } from './sessions.service';
import { SetupService } from './setup.service';
import { ThrottleService } from './throttle.service';
import { ThrottlesRepository } from './throttles.repository';
import { User } from './user.entity';
import { UsersRepository } from './users.repository';
import { UsersService } from './users.service';
import { Workspace } from './workspace.entity';
import { WorkspacesRepository } from './workspaces.repository';
import { WorkspacesService } from './workspaces.service';

const services = [
  ApiKeysService,
  AuditService,
  AccountsHousekeepingService,
  IdempotencyService,
  LoginService,
  MembersService,
  PasswordResetService,
  PasswordsService,
  SessionsService,
  SetupService,
  ThrottleService,
  UsersService,
  WorkspacesService,
];

/** Workspaces, the people and keys that work in them, and the trail of what they changed. Needs `Database`. */
@Module({
  imports: [DatabaseModule.forEntities([Workspace, User, ApiKey])],
  providers: [
    ...services,
    PasswordCheckService,
    PasswordHasher,
    ApiKeysRepository,
    AuditRepository,
    IdempotencyRepository,
    SessionsRepository,
    ThrottlesRepository,
    UsersRepository,
    WorkspacesRepository,
  ],
  exports: services,
})
export class AccountsModule {}
