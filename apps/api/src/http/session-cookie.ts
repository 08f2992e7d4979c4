import { parseCookie, stringifySetCookie } from 'cookie';
import { SESSION_LIFETIME } from '@features/accounts';

/** Name and attributes of the session cookie. Over plain http, which is for localhost, browsers refuse `__Host-` and Secure. */
export class SessionCookie {
  private readonly name: string;
  private readonly secure: boolean;

  constructor(appUrl: string) {
    this.secure = appUrl.startsWith('https:');
    this.name = this.secure ? '__Host-sid' : 'sid';
  }

  /** The token a request brings, or undefined. */
  read(header: string | undefined): string | undefined {
    return header === undefined ? undefined : parseCookie(header)[this.name] || undefined;
  }

  /** `Set-Cookie` for a new session. */
  write(token: string): string {
    return this.serialize(token, SESSION_LIFETIME.absoluteSeconds);
  }

  /** `Set-Cookie` that makes the browser forget the session. */
  clear(): string {
    return this.serialize('', 0);
  }

  private serialize(value: string, maxAge: number): string {
    return stringifySetCookie({
      name: this.name,
      value,
      httpOnly: true,
      secure: this.secure,
      sameSite: 'lax',
      path: '/',
      maxAge,
    });
  }
}
