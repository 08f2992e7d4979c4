export {
  DEFAULT_SERVER_ID,
  SENDING_PRIORITIES,
  type MailServer,
  type MailServerLimits,
  type SendingPriority,
} from './mail-server';
export { MailServers } from './mail-servers.service';
export { SmtpServersModule } from './smtp-servers.module';
