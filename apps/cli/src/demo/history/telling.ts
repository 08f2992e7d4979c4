import type { INestApplicationContext } from '@nestjs/common';
import type { Actor } from '@features/accounts';
import type { Database } from '@platform/database';
import type { Person } from './people';

/** What every part of the history is told with. */
export interface Telling {
  app: INestApplicationContext;
  actor: Actor;
  database: Database;
  now: Date;
  people: readonly Person[];
  topicId: string;
  senderId: string;
  /** Segments that campaigns of the history went to, by the audience of the plan. */
  segments: Record<'iberia' | 'drinkers', { id: string; name: string }>;
}
