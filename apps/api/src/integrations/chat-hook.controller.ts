import { Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';
import { ChatIntake, ChatSources, unknownChatToken } from '@features/integrations';
import { Public } from '../http';
import type { ChatReceiptView } from './chat-sources.views';

/** Where chat systems report conversations (docs/webhooks.md). The token in the address is the authority. */
@ApiExcludeController()
@Public()
@Controller('hooks/in/chat')
export class ChatHookController {
  constructor(
    private readonly sources: ChatSources,
    private readonly intake: ChatIntake,
  ) {}

  /** Takes any JSON: what of it means something, the source's mapping says. */
  @Post(':token')
  @HttpCode(202)
  async take(@Param('token') token: string, @Req() request: Request): Promise<ChatReceiptView> {
    const source = await this.sources.byToken(token);
    if (source === null) throw unknownChatToken();
    return this.intake.take(source, request.body as unknown);
  }
}
