import { Module } from '@nestjs/common';
import { AccountsModule } from '@features/accounts';
import { SendersModule } from '@features/senders';
import { Settings } from '@platform/config';
import { VettedHosts } from '@platform/network';
import { SecretBox } from '@platform/tokens';
import { ConnectionShares } from './connection-shares.service';
import { MailServers } from './mail-servers.service';
import { PASSWORD_BOX, ServerConnections } from './server-connections.service';
import { SmtpServerTests } from './smtp-server-tests.service';
import { SmtpServersRepository } from './smtp-servers.repository';
import { SmtpServersService } from './smtp-servers.service';
import { WorkerProcessesRepository } from './worker-processes.repository';

/** The mail servers that mail goes out through. A process that sends campaigns calls `ConnectionShares.start`. */
@Module({
  imports: [AccountsModule, SendersModule],
  providers: [
    ConnectionShares,
    MailServers,
    ServerConnections,
    SmtpServerTests,
    SmtpServersRepository,
    SmtpServersService,
    WorkerProcessesRepository,
    {
      provide: VettedHosts,
      useFactory: ({ smtp }: Settings) => new VettedHosts({ allowPrivate: smtp.privateHosts }),
      inject: [Settings],
    },
    {
      provide: PASSWORD_BOX,
      useFactory: ({ secret }: Settings) => new SecretBox(secret, 'smtp-password'),
      inject: [Settings],
    },
  ],
  exports: [ConnectionShares, MailServers, SmtpServerTests, SmtpServersService, WorkerProcessesRepository],
})
export class SmtpServersModule {}
