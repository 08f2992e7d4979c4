import { Body, Controller, Get, HttpCode, Patch, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PasswordsService, UsersService, type Actor } from '@features/accounts';
import { CurrentActor, CurrentSession, SignedIn } from '../http';
import { ChangePasswordDto, UpdateMeDto } from './me.dto';
import { MeService } from './me.service';
import type { MeView } from './me.views';

@ApiTags('session')
@Controller('v1/me')
export class MeController {
  constructor(
    private readonly me: MeService,
    private readonly users: UsersService,
    private readonly passwords: PasswordsService,
  ) {}

  /** Who the session or API key belongs to, and what it may do. */
  @Get()
  @SignedIn()
  async get(@CurrentActor() actor: Actor): Promise<MeView> {
    return this.me.describe(actor);
  }

  /** Changes the caller's own name. */
  @Patch()
  @SignedIn({ as: 'user' })
  async update(@CurrentActor() actor: Actor & { id: string }, @Body() body: UpdateMeDto): Promise<MeView> {
    await this.users.rename(actor, body.name);
    // The request came with the name of before.
    return this.me.describe({ ...actor, name: body.name });
  }

  /** Changes the caller's password and ends all other sessions of this user. */
  @Put('password')
  @HttpCode(204)
  @SignedIn({ as: 'user' })
  async changePassword(
    @CurrentActor() actor: Actor & { id: string },
    @CurrentSession() sessionId: string,
    @Body() body: ChangePasswordDto,
  ): Promise<void> {
    await this.passwords.change(actor, { ...body, sessionId });
  }
}
