/** What the tests use of mailauth's SPF, which has no types of its own. */
declare module 'mailauth/lib/spf' {
  export function spf(options: {
    sender: string;
    ip: string;
    helo: string;
    mta: string;
    maxVoidCount?: number;
    resolver: (name: string, type?: string) => Promise<unknown[]>;
  }): Promise<{ status: { result: string; comment?: string } }>;
}
