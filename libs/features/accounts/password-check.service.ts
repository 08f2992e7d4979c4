import { Injectable } from '@nestjs/common';
import { invalidField } from '@platform/errors';
import { loginThrottled } from './accounts.errors';
import { PasswordHasher } from './password-hasher';
import { LOGIN_LIMITS } from './throttle';
import { ThrottleService } from './throttle.service';
import type { User } from './user.entity';

const THROTTLE = 'password-check';

/** Asks a signed-in person for the password again, before something that a stolen session must not do. */
@Injectable()
export class PasswordCheckService {
  constructor(
    private readonly hasher: PasswordHasher,
    private readonly throttle: ThrottleService,
  ) {}

  /** Throws an error at `pointer` when the password is wrong; throttled, so that a session is no place to guess. */
  async assertCurrent(user: User, pointer: string, password: string): Promise<void> {
    const wait = await this.throttle.hit(THROTTLE, user.id, LOGIN_LIMITS.account);
    if (wait !== null) throw loginThrottled(wait);
    if (!(await this.hasher.matches(password, user.passwordHash))) {
      throw invalidField(pointer, 'user.password-wrong', 'This is not your current password.');
    }
    await this.throttle.clear(THROTTLE, user.id);
  }
}
