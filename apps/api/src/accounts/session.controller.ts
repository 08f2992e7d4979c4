import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { LoginService, SessionsService, type Actor } from '@features/accounts';
import { CurrentActor, CurrentSession, Public, SignedIn, type ApiRequest } from '../http';
import { clientIp } from '../http/client-ip';
import { SessionCookie } from '../http/session-cookie';
import { MeService } from './me.service';
import type { MeView } from './me.views';
import { SignInDto, SwitchWorkspaceDto } from './session.dto';

@ApiTags('session')
@Controller('v1/session')
export class SessionController {
  constructor(
    private readonly login: LoginService,
    private readonly sessions: SessionsService,
    private readonly cookie: SessionCookie,
    private readonly me: MeService,
  ) {}

  /** Signs a user in and sets the session cookie. Too many attempts are answered with 429 and Retry-After. */
  @Post()
  @Public({ sameOrigin: true })
  async create(
    @Req() request: ApiRequest,
    @Body() body: SignInDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MeView> {
    const ip = clientIp(request);
    const userAgent = request.header('user-agent') ?? '';
    const { token } = await this.login.signIn({ ...body, ip, userAgent });
    const previous = this.cookie.read(request.header('cookie'));
    if (previous !== undefined) await this.sessions.endByToken(previous);
    response.setHeader('Set-Cookie', this.cookie.write(token));
    const { actor } = await this.sessions.authenticate(token, ip);
    return this.me.describe(actor);
  }

  /** The signed-in user; 401 when nobody is. */
  @Get()
  @SignedIn({ as: 'user' })
  async get(@CurrentActor() actor: Actor): Promise<MeView> {
    return this.me.describe(actor);
  }

  /** Lets this session go on in another workspace of the user. */
  @Post('workspace')
  @HttpCode(200)
  @SignedIn({ as: 'user' })
  async switchWorkspace(
    @CurrentSession() sessionId: string,
    @Req() request: ApiRequest,
    @Body() body: SwitchWorkspaceDto,
  ): Promise<MeView> {
    const actor = await this.sessions.switchWorkspace(sessionId, {
      workspaceId: body.workspaceId.toLowerCase(),
      ip: clientIp(request),
    });
    return this.me.describe(actor);
  }

  /** Signs out: ends the session and clears the cookie. */
  @Delete()
  @HttpCode(204)
  @SignedIn({ as: 'user' })
  async delete(
    @CurrentActor() actor: Actor & { id: string },
    @CurrentSession() sessionId: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.sessions.end(actor.id, sessionId);
    response.setHeader('Set-Cookie', this.cookie.clear());
  }
}
