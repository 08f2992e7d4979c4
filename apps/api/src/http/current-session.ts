import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { ApiRequest } from './api-request';

/** Id of the caller's session, for handlers with `@SignedIn({ as: 'user' })`. */
export const CurrentSession = createParamDecorator((_data: unknown, context: ExecutionContext): string => {
  const { sessionId } = context.switchToHttp().getRequest<ApiRequest>();
  if (!sessionId) throw new Error('@CurrentSession() on a handler that API keys may call');
  return sessionId;
});
