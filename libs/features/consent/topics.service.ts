import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { Database } from '@platform/database';
import { invalidTopic, topicNotFound } from './consent.errors';
import type { Topic } from './topic.entity';
import { TopicsRepository, type TopicValues } from './topics.repository';

export interface TopicInput {
  /** 1–63 lower-case letters, digits and hyphens; rules and imports refer to it, so it cannot change later. */
  key: string;
  /** 1–100 characters, as people read it on the preference page. */
  name: string;
  /** At most 500 characters. */
  description?: string;
  /** Default true: offered on the preference page. */
  isPublic?: boolean;
  /** Default 0. */
  position?: number;
}

export type TopicChanges = Partial<Omit<TopicInput, 'key'>> & { isArchived?: boolean };

const KEY = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** What people can choose to receive. */
@Injectable()
export class TopicsService {
  constructor(
    private readonly database: Database,
    private readonly topics: TopicsRepository,
    private readonly audit: AuditService,
  ) {}

  async list(workspaceId: string, options = { includeArchived: false }): Promise<Topic[]> {
    return this.topics.list(workspaceId, options);
  }

  /** Throws `topic.not-found`. */
  async get(workspaceId: string, id: string): Promise<Topic> {
    const topic = await this.topics.find(workspaceId, id);
    if (!topic) throw topicNotFound(id);
    return topic;
  }

  async findByKey(workspaceId: string, key: string): Promise<Topic | null> {
    return this.topics.findByKey(workspaceId, key);
  }

  /** Throws `topic.invalid` or `topic.key-taken`. */
  async create(actor: Actor, input: TopicInput): Promise<Topic> {
    if (!KEY.test(input.key)) {
      throw invalidTopic(
        '/key',
        'key must be 1–63 lower-case letters, digits and hyphens, such as "product-news".',
      );
    }
    checkTexts(input);
    return this.database.transaction(async () => {
      const id = await this.topics.insert(actor.workspaceId, { ...input, name: input.name.trim() });
      await this.audit.record(actor, {
        action: 'topic.created',
        targetKind: 'topic',
        targetId: id,
        details: { key: input.key },
      });
      return this.get(actor.workspaceId, id);
    });
  }

  /** Changes texts and order, archives and restores. An archived topic keeps its subscriptions and takes no new ones. */
  async update(actor: Actor, id: string, changes: TopicChanges): Promise<Topic> {
    checkTexts(changes);
    return this.database.transaction(async () => {
      const topic = await this.get(actor.workspaceId, id);
      const { isArchived, ...texts } = changes;
      const values: Partial<TopicValues> = { ...texts };
      if (texts.name !== undefined) values.name = texts.name.trim();
      if (isArchived !== undefined) values.archivedAt = isArchived ? (topic.archivedAt ?? new Date()) : null;
      if (Object.values(values).some((value) => value !== undefined))
        await this.topics.update(actor.workspaceId, id, values);
      await this.audit.record(actor, {
        action: 'topic.changed',
        targetKind: 'topic',
        targetId: id,
        details: { ...changes },
      });
      return this.get(actor.workspaceId, id);
    });
  }
}

function checkTexts({ name, description }: { name?: string; description?: string }): void {
  if (name !== undefined && (name.trim() === '' || name.length > 100)) {
    throw invalidTopic('/name', 'name must be 1–100 characters.');
  }
  if (description !== undefined && description.length > 500) {
    throw invalidTopic('/description', 'description must be at most 500 characters.');
  }
}
