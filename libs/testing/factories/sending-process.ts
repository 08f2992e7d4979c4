import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  ProviderLimitsService,
  SendingGate,
  SendingHoldsService,
  SendingLimitsModule,
  type SendingRequest,
} from '@features/sending-limits';
import type { MailServer } from '@features/smtp-servers';
import { Database } from '@platform/database';
import { FoundationModule } from '@platform/foundation';
import { createLogger } from '@platform/logging';
import { testSettings } from '../test-settings';

/** A process that sends: the real gate with nothing remembered, and connections of its own to a test database. */
export interface SendingProcess {
  gate: SendingGate;
  holds: SendingHoldsService;
  limits: ProviderLimitsService;
  database: Database;
  stop(): Promise<void>;
}

export async function aSendingProcess(databaseUrl: string, poolSize = 10): Promise<SendingProcess> {
  const settings = testSettings({ DATABASE_URL: databaseUrl, DATABASE_POOL_SIZE: String(poolSize) });
  const logger = createLogger({ name: 'test', level: 'silent', pretty: false });
  @Module({
    imports: [FoundationModule.forProcess({ process: 'test', settings, logger }), SendingLimitsModule],
  })
  class Process {}
  const app = await NestFactory.createApplicationContext(Process, { logger: false, abortOnError: false });
  return {
    gate: app.get(SendingGate),
    holds: app.get(SendingHoldsService),
    limits: app.get(ProviderLimitsService),
    database: app.get(Database),
    stop: () => app.close(),
  };
}

/** A server that nothing limits, unless told otherwise. */
export function aMailServer(
  server: Omit<Partial<MailServer>, 'limits'> & { limits?: Partial<MailServer['limits']> } = {},
): MailServer {
  return {
    id: 'default',
    workspaceId: null,
    label: 'mail.example.com:587',
    weight: 1,
    connections: 10,
    limitsProviders: true,
    ...server,
    limits: { perSecond: null, perMinute: null, perHour: null, perDay: null, ...server.limits },
  };
}

/** Mail of a campaign; `wanted` is a plain object. */
export function aSendingRequest(
  request: Omit<Partial<SendingRequest>, 'wanted'> & { workspaceId: string; wanted: Record<string, number> },
): SendingRequest {
  return {
    server: aMailServer(),
    senderDomain: 'news.example',
    senderPerDay: null,
    priority: 'campaign',
    ...request,
    wanted: new Map(Object.entries(request.wanted)),
  };
}
