export { ConnectionShares } from './connection-shares.service';
export {
  DEFAULT_SERVER_ID,
  SENDING_PRIORITIES,
  type MailServer,
  type MailServerLimits,
  type SendingPriority,
} from './mail-server';
export { MailServers } from './mail-servers.service';
export type { SmtpServer, SmtpServerInput } from './smtp-server';
export { SmtpServerTests, type TestMailInput } from './smtp-server-tests.service';
export { SmtpServersModule } from './smtp-servers.module';
export { SmtpServersService } from './smtp-servers.service';
export { WorkerProcessesRepository, type LiveWorker } from './worker-processes.repository';
