export { type Sender, type SenderInput } from './sender';
export { SendersModule } from './senders.module';
export { SendersService } from './senders.service';
