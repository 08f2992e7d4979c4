import { Injectable } from '@nestjs/common';
import { parseEmailAddress } from '@platform/mail';
import { loginFailed, loginThrottled, noWorkspace } from './accounts.errors';
import { PasswordHasher } from './password-hasher';
import { SessionsService } from './sessions.service';
import { LOGIN_LIMITS, networkOf } from './throttle';
import { ThrottleService } from './throttle.service';
import { UsersRepository } from './users.repository';
import { WorkspacesRepository } from './workspaces.repository';

const ACCOUNT = 'login-account';
const NETWORK = 'login-ip';

export interface LoginAttempt {
  email: string;
  password: string;
  /** Null when it is not known; all such callers count as one network. */
  ip: string | null;
  userAgent: string;
}

/** Signs people in with address and password. */
@Injectable()
export class LoginService {
  constructor(
    private readonly users: UsersRepository,
    private readonly workspaces: WorkspacesRepository,
    private readonly sessions: SessionsService,
    private readonly hasher: PasswordHasher,
    private readonly throttle: ThrottleService,
  ) {}

  /**
   * Starts a session and returns its cookie value. Throws `login.failed`, the same and after the same time for
   * unknown users and wrong passwords, and `login.throttled`, which is counted before the password is looked at.
   * A success forgives the account's earlier failures, but only itself to the network: otherwise one known password
   * would buy unlimited guesses at others.
   */
  async signIn(attempt: LoginAttempt): Promise<{ token: string; userId: string; workspaceId: string }> {
    const parsed = parseEmailAddress(attempt.email);
    const account = parsed.ok ? parsed.key : attempt.email.trim().toLowerCase();
    await this.assertNotThrottled(account, attempt.ip);
    const user = parsed.ok ? await this.users.findByKey(parsed.key) : null;
    const isRight = await this.hasher.matches(attempt.password, user?.passwordHash ?? null);
    if (!isRight || !user) throw loginFailed();
    await this.throttle.clear(ACCOUNT, account);
    await this.throttle.refund(NETWORK, networkOf(attempt.ip ?? ''));
    // Not the first by name: anybody can add a user to a workspace of their own, which must not decide where they land.
    const workspaceId = await this.workspaces.findFirstOfUser(user.id);
    if (workspaceId === null) throw noWorkspace();
    await this.users.touchSignedIn(user.id);
    const session = {
      userId: user.id,
      workspaceId,
      ip: attempt.ip,
      userAgent: attempt.userAgent,
    };
    return { token: await this.sessions.start(session), userId: user.id, workspaceId };
  }

  private async assertNotThrottled(account: string, ip: string | null): Promise<void> {
    const network = await this.throttle.hit(NETWORK, networkOf(ip ?? ''), LOGIN_LIMITS.ip);
    if (network !== null) throw loginThrottled(network);
    const wait = await this.throttle.hit(ACCOUNT, account, LOGIN_LIMITS.account);
    if (wait !== null) throw loginThrottled(wait);
  }
}
