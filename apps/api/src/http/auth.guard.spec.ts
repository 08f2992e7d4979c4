import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { createLogger } from '@platform/logging';
import { Public, RequireScope } from './access';
import type { ApiRequest } from './api-request';
import { AuthGuard } from './auth.guard';
import type { AuthenticationService } from './authentication.service';

class ExampleController {
  undeclared(): void {}

  @Public()
  open(): void {}

  @RequireScope('contacts:write')
  scoped(): void {}
}

const logger = createLogger({ name: 'test', level: 'silent', pretty: false });

/** Puts a caller with these scopes on the request; stands in for keys and sessions, which the e2e tests use. */
function guardFor(scopes: string[]): AuthGuard {
  const authentication = {
    authenticate: async (request: ApiRequest) => {
      request.actor = { kind: 'api-key', workspaceId: 'w', scopes } as unknown as ApiRequest['actor'];
    },
  };
  return new AuthGuard(new Reflector(), authentication as unknown as AuthenticationService, logger);
}

function call(handler: keyof ExampleController): ExecutionContext {
  const request = { method: 'GET', header: () => undefined };
  return {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- metadata sits on the method itself
    getHandler: () => ExampleController.prototype[handler],
    getClass: () => ExampleController,
    switchToHttp: () => ({ getRequest: () => request }),
  } as unknown as ExecutionContext;
}

describe('AuthGuard', () => {
  it('refuses a handler that does not say who may call it, even to callers with every scope', async () => {
    const refused = guardFor(['contacts:write', 'workspace:admin']).canActivate(call('undeclared'));
    await expect(refused).rejects.toMatchObject({ code: 'access.undeclared', kind: 'forbidden' });
  });

  it('opens public handlers and asks for the scope of others', async () => {
    await expect(guardFor([]).canActivate(call('open'))).resolves.toBe(true);
    await expect(guardFor(['contacts:write']).canActivate(call('scoped'))).resolves.toBe(true);
    await expect(guardFor(['contacts:read']).canActivate(call('scoped'))).rejects.toMatchObject({
      code: 'access.scope-missing',
      message: expect.stringContaining('contacts:write') as string,
    });
  });
});
