/** One wrong or missing environment variable. */
export interface SettingsProblem {
  key: string;
  /** What is wrong and what to write instead, as the end of a sentence that starts with the key. */
  problem: string;
}

/** Some environment variables are missing or wrong; the message lists all of them. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';

  constructor(readonly problems: SettingsProblem[]) {
    const lines = problems.map(({ key, problem }) => `  ${key} ${problem}.`);
    const count = problems.length === 1 ? 'A setting is wrong' : `${problems.length} settings are wrong`;
    super(
      `${count}. ${problems.length === 1 ? 'Set it' : 'Set them'} in the environment or in .env (see .env.example):\n${lines.join('\n')}`,
    );
  }
}
