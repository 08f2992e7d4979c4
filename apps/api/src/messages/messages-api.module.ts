import { Module } from '@nestjs/common';
import { MessagesModule } from '@features/messages';
import { MessagesController } from './messages.controller';

@Module({ imports: [MessagesModule], controllers: [MessagesController] })
export class MessagesApiModule {}
