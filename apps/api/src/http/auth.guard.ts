import {
  Inject,
  Injectable,
  UnsupportedMediaTypeException,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { DomainError } from '@platform/errors';
import { currentLogContext, LOGGER, type Logger } from '@platform/logging';
import { ACCESS_METADATA, MEDIA_METADATA, type Access } from './access';
import type { ApiRequest } from './api-request';
import { assertScope } from './assert-scope';
import { AuthenticationService } from './authentication.service';
import { isSafeMethod } from './origin-check';

/** Media types of JSON bodies, the only ones that handlers take unless they say otherwise. */
export const JSON_TYPES = ['application/json', 'application/*+json'];

/**
 * Decides for every handler who may call it, and fails closed: a handler that does not say who may call it is
 * refused to everyone.
 */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authentication: AuthenticationService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS_METADATA, targets);
    if (!access) throw this.undeclared(context);
    const request = context.switchToHttp().getRequest<ApiRequest>();
    const media = this.reflector.getAllAndOverride<string[] | undefined>(MEDIA_METADATA, targets);
    if (access.kind === 'public') {
      if (access.sameOrigin) this.authentication.assertOurPages(request, { strict: false });
      assertMediaType(request, media ?? JSON_TYPES);
      return true;
    }
    await this.authentication.authenticate(request);
    // The context object is the request's own: from here on its log lines name the workspace.
    currentLogContext().workspaceId = request.actor?.workspaceId;
    assertMediaType(request, media ?? JSON_TYPES);
    assertAllowed(request, access);
    return true;
  }

  private undeclared(context: ExecutionContext): DomainError {
    const handler = `${context.getClass().name}.${context.getHandler().name}`;
    this.logger.error({ event: 'http.access-undeclared', handler });
    return new DomainError({
      code: 'access.undeclared',
      kind: 'forbidden',
      message: 'This address is closed: it does not declare who may call it. Report this to the operators.',
    });
  }
}

function assertAllowed(request: ApiRequest, access: Exclude<Access, { kind: 'public' }>): void {
  if (access.kind === 'signed-in') {
    if (access.as === 'anyone' || request.actor?.kind === 'user') return;
    throw new DomainError({
      code: 'access.users-only',
      kind: 'forbidden',
      message: 'An API key cannot do this, only a signed-in user.',
    });
  }
  for (const scope of access.scopes) assertScope(request.actor, scope);
}

function assertMediaType(request: ApiRequest, allowed: string[]): void {
  const hasBody =
    request.header('transfer-encoding') !== undefined || Number(request.header('content-length') ?? 0) > 0;
  if (!hasBody || isSafeMethod(request.method) || request.is(allowed)) return;
  const given = request.header('content-type') ?? 'none';
  throw new UnsupportedMediaTypeException(
    `The body has the content type ${given}; this address takes ${allowed.join(', ')}.`,
  );
}
