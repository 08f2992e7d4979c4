import type { Request } from 'express';
import type { Actor } from '@features/accounts';

/** What middleware and guard add to an Express request. */
export interface ApiRequest extends Request {
  requestId?: string;
  actor?: Actor;
  /** Hex of the stored hash of the caller's session; absent for API keys. */
  sessionId?: string;
}
