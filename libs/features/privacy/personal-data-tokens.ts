import { Injectable } from '@nestjs/common';
import { Settings } from '@platform/config';
import { TokenSigner } from '@platform/tokens';

const HOUR_MS = 3_600_000;
const CONTACT_BYTES = 16;

/**
 * Links to somebody's data: the contact and when the link ends, signed. The end is told by the hour, so that all links made within
 * one are the same.
 */
@Injectable()
export class PersonalDataTokens {
  constructor(
    private readonly signer: TokenSigner,
    private readonly settings: Settings,
  ) {}

  /** Works for 24 to 25 hours. */
  urlFor(contactId: string, now: Date): string {
    const payload = Buffer.alloc(CONTACT_BYTES + 4);
    payload.write(contactId.replaceAll('-', ''), 'hex');
    payload.writeUInt32BE((hourOf(now) + 25) * (HOUR_MS / 1000), CONTACT_BYTES);
    return `${this.settings.http.appUrl}/p/data/${this.signer.sign('personal-data', payload)}`;
  }

  /** Null for anything but a genuine token whose time is not over. */
  contactOf(token: string, now: Date): string | null {
    const payload = this.signer.open('personal-data', token);
    if (payload?.length !== CONTACT_BYTES + 4) return null;
    if (payload.readUInt32BE(CONTACT_BYTES) * 1000 <= now.getTime()) return null;
    const hex = payload.toString('hex', 0, CONTACT_BYTES);
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }
}

/** Whole hours since 1970. */
export function hourOf(now: Date): number {
  return Math.floor(now.getTime() / HOUR_MS);
}
