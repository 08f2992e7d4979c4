/** What a key or a role may do. A handler asks for exactly one. */
export const SCOPES = [
  'contacts:read',
  'contacts:write',
  'contacts:export',
  'events:write',
  'orders:read',
  'orders:write',
  'consent:read',
  'consent:write',
  'templates:read',
  'templates:write',
  'segments:read',
  'segments:write',
  'campaigns:read',
  'campaigns:write',
  'campaigns:send',
  'assets:read',
  'assets:write',
  'forms:read',
  'forms:write',
  'webhooks:read',
  'webhooks:write',
  'messages:read',
  'messages:send',
  'reports:read',
  'workspace:read',
  'workspace:admin',
] as const;

export type Scope = (typeof SCOPES)[number];

/** From most to least allowed. */
export const ROLES = ['owner', 'admin', 'marketer', 'viewer'] as const;

export type Role = (typeof ROLES)[number];

/** Owners and admins may do everything, marketers all but administer, viewers only read. */
export function scopesOf(role: Role): readonly Scope[] {
  switch (role) {
    case 'owner':
    case 'admin':
      return SCOPES;
    case 'marketer':
      return SCOPES.filter((scope) => scope !== 'workspace:admin');
    case 'viewer':
      return SCOPES.filter((scope) => scope.endsWith(':read'));
  }
}

/** Only an owner may make, change or remove an owner. */
export function mayManageRole(acting: Role, affected: Role): boolean {
  return acting === 'owner' || (acting === 'admin' && affected !== 'owner');
}
