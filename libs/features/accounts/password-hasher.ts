import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';

/** OWASP's first choice for Argon2id: 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes and checks passwords with Argon2id, off the event loop. */
@Injectable()
export class PasswordHasher {
  private decoy: Promise<string> | undefined;

  async hash(password: string): Promise<string> {
    return hash(password.normalize('NFKC'), PARAMETERS);
  }

  /** With `stored` null (no such user) it takes as long as with a real hash, and says no. */
  async matches(password: string, stored: string | null): Promise<boolean> {
    this.decoy ??= this.hash('a password that nobody has');
    const isRight = await verify(stored ?? (await this.decoy), password.normalize('NFKC'));
    return isRight && stored !== null;
  }
}
