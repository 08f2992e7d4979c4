/** What the tests use of mailauth, which has no types of its own. */
declare module 'mailauth/lib/dkim/verify' {
  export interface DkimResult {
    status: { result: string; comment?: string };
    signingDomain: string;
    selector: string;
    algo: string;
    format: string;
    signingHeaders: { keys: string };
  }
  export function dkimVerify(
    raw: Buffer,
    options: { resolver: (name: string, type: string) => Promise<string[][]> },
  ): Promise<{ results: DkimResult[] }>;
}
