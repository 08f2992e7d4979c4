export { ChatIntake, type ChatReceipt } from './chat-intake.service';
export { type ChatMapping } from './chat-mapping';
export { type ChatSource, type ChatSourceInput } from './chat-source';
export { ChatSources } from './chat-sources.service';
export { unknownChatToken } from './integrations.errors';
export { IntegrationsModule } from './integrations.module';
