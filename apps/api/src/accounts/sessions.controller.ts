import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { SessionsService, type Actor } from '@features/accounts';
import { CurrentActor, CurrentSession, SignedIn } from '../http';
import { toSessionView, type SessionListView } from './sessions.views';

@ApiTags('session')
@Controller('v1/sessions')
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  /** Where the caller is signed in. */
  @Get()
  @SignedIn({ as: 'user' })
  async list(
    @CurrentActor() actor: Actor & { id: string },
    @CurrentSession() sessionId: string,
  ): Promise<SessionListView> {
    const sessions = await this.sessions.listOfUser(actor.id);
    return { items: sessions.map((session) => toSessionView(session, sessionId)) };
  }

  /** Signs the caller out on one device. */
  @Delete(':id')
  @HttpCode(204)
  @SignedIn({ as: 'user' })
  async revoke(@CurrentActor() actor: Actor & { id: string }, @Param('id') id: string): Promise<void> {
    await this.sessions.end(actor.id, id);
  }

  /** Signs the caller out everywhere else. */
  @Delete()
  @HttpCode(204)
  @SignedIn({ as: 'user' })
  async revokeOthers(
    @CurrentActor() actor: Actor & { id: string },
    @CurrentSession() sessionId: string,
  ): Promise<void> {
    await this.sessions.endOthers(actor.id, sessionId);
  }
}
