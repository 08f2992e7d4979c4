import { Inject, Injectable } from '@nestjs/common';
import { Settings } from '@platform/config';
import { smtpSettings, type SmtpSettings, type SmtpTimeouts } from '@platform/mail';
import { VettedHosts } from '@platform/network';
import { SecretBox } from '@platform/tokens';
import type { SmtpConnectionInput, StoredSmtpServer } from './smtp-server';

/** Injection token of the box for passwords of mail servers. */
export const PASSWORD_BOX = Symbol('PASSWORD_BOX');

/** Turns servers into settings to connect with. The only place where passwords are readable. */
@Injectable()
export class ServerConnections {
  constructor(
    private readonly settings: Settings,
    private readonly hosts: VettedHosts,
    @Inject(PASSWORD_BOX) private readonly box: SecretBox,
  ) {}

  /** For a stored server. Throws `secret.unreadable` when APP_SECRET is not the one its password was stored with. */
  toStored(server: StoredSmtpServer): SmtpSettings {
    return this.to({ ...server, password: this.open(server) }, this.timeouts);
  }

  to(server: SmtpConnectionInput, timeouts: SmtpTimeouts): SmtpSettings {
    const { host, port, tls, verifyCertificate, ehloName, userName, password } = server;
    const timeoutMs = timeouts.connectMs ?? this.settings.smtp.connectTimeoutMs;
    return smtpSettings({
      host,
      port,
      tls,
      verifyCertificate,
      ...(ehloName === null ? {} : { ehloName }),
      ...(userName === null ? {} : { auth: { user: userName, pass: password ?? '' } }),
      dial: () => this.hosts.connect({ host, port, timeoutMs }),
      timeouts,
    });
  }

  /** See VettedHosts. */
  whyNotAllowed(host: string): string | null {
    return this.hosts.whyNotAllowed(host);
  }

  /** The password as it is stored; only the row with this id in this workspace can open it. */
  seal(password: string, row: { workspaceId: string; id: string }): string {
    return this.box.seal(password, ownerOf(row));
  }

  open(server: StoredSmtpServer): string | null {
    return server.passwordBox === null ? null : this.box.open(server.passwordBox, ownerOf(server));
  }

  private get timeouts(): SmtpTimeouts {
    const { connectTimeoutMs, timeoutMs } = this.settings.smtp;
    return { connectMs: connectTimeoutMs, idleMs: timeoutMs };
  }
}

function ownerOf({ workspaceId, id }: { workspaceId: string; id: string }): string {
  return `${workspaceId}/${id}`;
}
