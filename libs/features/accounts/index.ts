export { AccountsModule } from './accounts.module';
export { systemActor, type Actor } from './actor';
export { notSignedIn } from './accounts.errors';
export { ApiKeysService, type CreatedApiKey, type NewApiKey } from './api-keys.service';
export type { ApiKey } from './api-key.entity';
export { AuditService } from './audit.service';
export { AuditRepository, type AuditEntry, type AuditFilter, type AuditRecord } from './audit.repository';
export { AccountsHousekeepingService } from './accounts-housekeeping.service';
export { IdempotencyService, type IdempotentRequest } from './idempotency.service';
export { LoginService } from './login.service';
export { MembersService } from './members.service';
export { PasswordHasher } from './password-hasher';
export { PASSWORD_LENGTH } from './password-rules';
export { PasswordsService } from './passwords.service';
export { ROLES, SCOPES, scopesOf, type Role, type Scope } from './scopes';
export { SESSION_LIFETIME } from './session-lifetime';
export { SessionsService, type SessionIdentity, type UserActor } from './sessions.service';
export type { Session } from './sessions.repository';
export { SetupService, type Setup } from './setup.service';
export { LOGIN_LIMITS, networkOf, secondsToWait, type ThrottleLimit } from './throttle';
export { ThrottleService } from './throttle.service';
export { UsersService, type NewMember, type NewUser } from './users.service';
export { UsersRepository, type Member } from './users.repository';
export type { User } from './user.entity';
export {
  isLocale,
  isTimeZone,
  isWebAddress,
  TRACKING_MODES,
  UNCERTAIN_POLICIES,
  type TrackingMode,
  type UncertainPolicy,
  type WorkspaceSettings,
} from './workspace-settings';
export { Workspace } from './workspace.entity';
export { WorkspacesRepository, type WorkspaceMembership } from './workspaces.repository';
export { WorkspacesService, type NewWorkspace } from './workspaces.service';
