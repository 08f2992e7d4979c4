export { AccountsModule } from './accounts.module';
export { systemActor, type Actor } from './actor';
export { notSignedIn } from './accounts.errors';
export { ApiKeysService, type CreatedApiKey } from './api-keys.service';
export type { ApiKey } from './api-key.entity';
export { AuditService } from './audit.service';
export { AuditRepository, type AuditEntry } from './audit.repository';
export { AccountsHousekeepingService } from './accounts-housekeeping.service';
export { IdempotencyService, type IdempotentRequest } from './idempotency.service';
export { LoginService } from './login.service';
export { MembersService } from './members.service';
export { PasswordHasher } from './password-hasher';
export { PasswordResetService } from './password-reset.service';
export { PasswordsService } from './passwords.service';
export { ROLES, SCOPES, type Role, type Scope } from './scopes';
export { SESSION_LIFETIME } from './session-lifetime';
export { SessionsService } from './sessions.service';
export type { Session } from './sessions.repository';
export { networkOf, type ThrottleLimit } from './throttle';
export { ThrottleService } from './throttle.service';
export { SetupService } from './setup.service';
export { UsersService, type NewUser } from './users.service';
export { UsersRepository, type Member } from './users.repository';
export type { User } from './user.entity';
export {
  TRACKING_MODES,
  UNCERTAIN_POLICIES,
  type FrequencyCap,
  type QuietHours,
  type TrackingMode,
  type UncertainPolicy,
} from './workspace-settings';
export { Workspace } from './workspace.entity';
export { WorkspacesRepository, type WorkspaceMembership } from './workspaces.repository';
export { WorkspacesService, type NewWorkspace } from './workspaces.service';
