import { Injectable } from '@nestjs/common';
import { ApiKeysService, notSignedIn, SessionsService } from '@features/accounts';
import { Settings } from '@platform/config';
import type { ApiRequest } from './api-request';
import { clientIp } from './client-ip';
import { assertSameOrigin, isSafeMethod } from './origin-check';
import { SessionCookie } from './session-cookie';

/** Finds out who sends a request: the owner of a bearer key, which ignores cookies, or of a session cookie. */
@Injectable()
export class AuthenticationService {
  constructor(
    private readonly apiKeys: ApiKeysService,
    private readonly sessions: SessionsService,
    private readonly cookie: SessionCookie,
    private readonly settings: Settings,
  ) {}

  /** Puts the caller on the request. With a cookie, changes must come from our own pages. */
  async authenticate(request: ApiRequest): Promise<void> {
    const ip = clientIp(request);
    const authorization = request.header('authorization');
    if (authorization !== undefined) {
      const key = /^Bearer +(\S+)$/i.exec(authorization.trim())?.[1] ?? '';
      request.actor = await this.apiKeys.authenticate(key, ip);
      return;
    }
    const token = this.cookie.read(request.header('cookie'));
    if (token === undefined) throw notSignedIn();
    this.assertOurPages(request, { strict: true });
    const { actor, sessionId } = await this.sessions.authenticate(token, ip);
    request.actor = actor;
    request.sessionId = sessionId;
  }

  /** Refuses changes that another web site started; see `assertSameOrigin`. */
  assertOurPages(request: ApiRequest, { strict }: { strict: boolean }): void {
    if (isSafeMethod(request.method)) return;
    assertSameOrigin(request, { appUrl: this.settings.http.appUrl, strict });
  }
}
