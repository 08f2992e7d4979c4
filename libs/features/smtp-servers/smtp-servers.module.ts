import { Module } from '@nestjs/common';
import { MailServers } from './mail-servers.service';

/** The mail servers that mail goes out through. */
@Module({ providers: [MailServers], exports: [MailServers] })
export class SmtpServersModule {}
