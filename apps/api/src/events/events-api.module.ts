import { Module } from '@nestjs/common';
import { EventsModule } from '@features/events';
import { EventsController } from './events.controller';

@Module({ imports: [EventsModule], controllers: [EventsController] })
export class EventsApiModule {}
