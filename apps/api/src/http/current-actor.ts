import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Actor } from '@features/accounts';
import type { ApiRequest } from './api-request';

/** The caller, put on the request by the auth guard. Not available on public handlers. */
export const CurrentActor = createParamDecorator((_data: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<ApiRequest>();
  if (!actor) throw new Error('@CurrentActor() on a handler that does not require a login');
  return actor;
});
