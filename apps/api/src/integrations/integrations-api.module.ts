import { Module } from '@nestjs/common';
import { IntegrationsModule } from '@features/integrations';
import { ChatHookController } from './chat-hook.controller';
import { ChatSourcesController } from './chat-sources.controller';

@Module({ imports: [IntegrationsModule], controllers: [ChatSourcesController, ChatHookController] })
export class IntegrationsApiModule {}
