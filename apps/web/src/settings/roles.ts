import type { Role } from '../api/models';

/** From least to most allowed. */
export const ROLES: Role[] = ['viewer', 'marketer', 'admin', 'owner'];
