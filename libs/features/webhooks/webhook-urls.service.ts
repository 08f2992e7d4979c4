import { Injectable } from '@nestjs/common';
import { Settings } from '@platform/config';
import { hostOf, VettedHosts } from '@platform/network';
import { urlInvalid } from './webhooks.errors';

const MAX_LENGTH = 2_000;
const PORTS = ['', '80', '443'];
const REMEDY =
  'Use a public address, or ask whoever runs this installation to set WEBHOOK_PRIVATE_HOSTS=yes.';

/** Which addresses webhooks may call. */
@Injectable()
export class WebhookUrls {
  constructor(
    private readonly hosts: VettedHosts,
    private readonly settings: Settings,
  ) {}

  /**
   * The address as it is stored: http or https, no sign-in data, no fragment, port 80 or 443, no host inside. Where a name leads to is
   * looked at when it is called.
   *
   * @throws DomainError `webhook.url-invalid` at `pointer`
   */
  check(pointer: string, text: string): string {
    const url = this.parse(pointer, text);
    const why = this.whyNot(url);
    if (why !== null) throw urlInvalid(pointer, why);
    url.hash = '';
    return url.href;
  }

  /** Why an address may not be called, as the end of a sentence that begins with its field; null when it may. */
  whyNot(url: URL): string | null {
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must begin with https:// or http://.';
    if (url.username !== '' || url.password !== '') {
      return 'must not hold a user name or password. Calls are signed: check the signature instead.';
    }
    const { privateHosts } = this.settings.webhooks;
    if (!privateHosts && !PORTS.includes(url.port)) return `may name the ports 80 and 443 only. ${REMEDY}`;
    const host = this.hosts.whyNotAllowed(hostOf(url));
    return host === null ? null : `names a host that ${host}. ${REMEDY}`;
  }

  private parse(pointer: string, text: string): URL {
    if (text.length > MAX_LENGTH) throw urlInvalid(pointer, `may have at most ${MAX_LENGTH} characters.`);
    try {
      return new URL(text);
    } catch {
      throw urlInvalid(pointer, 'must be an address such as https://example.com/hook.');
    }
  }
}
