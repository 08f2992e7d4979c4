import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { scopes } from './scopes';
import { usedIn, WINDOW_NAMES, type WindowLimits, type WindowName } from './windows/window';
import { Windows } from './windows/windows.service';

/** What is limited, and how much of it is used up at the moment. */
export interface ScopeUsage {
  kind: 'server' | 'domain';
  /** Of the mail server, or of the sending domain. */
  id: string;
  /** From the shortest; only lengths of time that have a limit. */
  windows: { window: WindowName; limit: number; used: number }[];
}

/** Whose use is asked for. */
export interface LimitedThings {
  servers: readonly ({ id: string } & WindowLimits)[];
  /** `limitToday` is null for a domain without a warm-up plan. */
  domains: readonly { id: string; domain: string; limitToday: number | null }[];
}

/** How much of their limits the mail servers and domains of a workspace have used up. Counts are those the gate goes by. */
@Injectable()
export class SendingUsage {
  constructor(
    private readonly database: Database,
    private readonly windows: Windows,
  ) {}

  /** Things without a limit are left out. */
  async list(workspaceId: string, { servers, domains }: LimitedThings): Promise<ScopeUsage[]> {
    const asked = [
      ...servers.map((server) => ({
        kind: 'server' as const,
        id: server.id,
        scope: scopes.server(server),
        limits: server,
      })),
      ...domains.map(({ id, domain, limitToday }) => ({
        kind: 'domain' as const,
        id,
        scope: scopes.domain(workspaceId, domain),
        limits: { perSecond: null, perMinute: null, perHour: null, perDay: limitToday },
      })),
    ];
    const usage = await this.windows.used(asked.map(({ scope }) => scope));
    const now = this.database.clock.estimate().getTime();
    return asked
      .map(({ kind, id, scope, limits }) => ({
        ...{ kind, id },
        windows: WINDOW_NAMES.flatMap((window) => {
          const limit = limits[window];
          return limit === null
            ? []
            : [{ window, limit, used: usedIn(window, usage.get(scope)?.[window], now) }];
        }),
      }))
      .filter(({ windows }) => windows.length > 0);
  }
}
