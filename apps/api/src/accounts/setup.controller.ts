import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { SessionsService, SetupService } from '@features/accounts';
import { Public, type ApiRequest } from '../http';
import { clientIp } from '../http/client-ip';
import { SessionCookie } from '../http/session-cookie';
import { MeService } from './me.service';
import type { MeView } from './me.views';
import { SetUpDto } from './setup.dto';
import type { SetupView } from './setup.views';

@ApiTags('setup')
@Controller('v1/setup')
export class SetupController {
  constructor(
    private readonly setup: SetupService,
    private readonly sessions: SessionsService,
    private readonly cookie: SessionCookie,
    private readonly me: MeService,
  ) {}

  /** Says whether the first workspace and its owner are still to be made. */
  @Get()
  @Public()
  async get(): Promise<SetupView> {
    return { needed: await this.setup.isNeeded() };
  }

  /** Makes the first workspace and its owner, and signs the owner in. Closed (409) as soon as a user exists. */
  @Post()
  @Public({ sameOrigin: true })
  async create(
    @Req() request: ApiRequest,
    @Body() body: SetUpDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MeView> {
    const { workspaceName, timeZone, name, email, password } = body;
    const ip = clientIp(request);
    const { workspace, owner } = await this.setup.run(
      { workspace: { name: workspaceName, timeZone }, owner: { name, email, password } },
      ip,
    );
    const token = await this.sessions.start({
      userId: owner.id,
      workspaceId: workspace.id,
      ip,
      userAgent: request.header('user-agent') ?? '',
    });
    response.setHeader('Set-Cookie', this.cookie.write(token));
    const { actor } = await this.sessions.authenticate(token, ip);
    return this.me.describe(actor);
  }
}
