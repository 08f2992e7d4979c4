export interface DemoInput {
  /** Where the API answers, for example http://127.0.0.1:3000. */
  baseUrl: string;
  /** Where the local mailbox answers. */
  mailboxUrl: string;
  print: (line: string) => void;
}

export interface DemoResult {
  /** One sentence for each number or mail that is not as expected; none when all is well. */
  differences: string[];
}

/** Performs the main job on a new installation, visibly, and checks its result. */
export async function runDemo(input: DemoInput): Promise<DemoResult> {
  input.print('The demo is not part of this build yet.');
  return { differences: ['the demo is not part of this build yet'] };
}
