import { Injectable } from '@nestjs/common';
import { Database, translateViolations } from '@platform/database';
import { topicKeyTaken } from './consent.errors';
import { Topic } from './topic.entity';

export interface TopicValues {
  key: string;
  name: string;
  description: string;
  isPublic: boolean;
  position: number;
  archivedAt: Date | null;
}

/** Topics of a workspace. There are few of them, so lists are not paged. */
@Injectable()
export class TopicsRepository {
  constructor(private readonly database: Database) {}

  async list(workspaceId: string, options: { includeArchived: boolean }): Promise<Topic[]> {
    const topics = await this.database
      .repository(Topic)
      .find({ where: { workspaceId }, order: { position: 'ASC', key: 'ASC' } });
    return options.includeArchived ? topics : topics.filter((topic) => topic.archivedAt === null);
  }

  async find(workspaceId: string, id: string): Promise<Topic | null> {
    return this.database.repository(Topic).findOneBy({ workspaceId, id });
  }

  async findByKey(workspaceId: string, key: string): Promise<Topic | null> {
    return this.database.repository(Topic).findOneBy({ workspaceId, key });
  }

  async insert(
    workspaceId: string,
    values: Partial<TopicValues> & { key: string; name: string },
  ): Promise<string> {
    return translateViolations({ uq_topics_key: () => topicKeyTaken(values.key) }, async () => {
      const { identifiers } = await this.database.repository(Topic).insert({ workspaceId, ...values });
      return (identifiers[0] as { id: string }).id;
    });
  }

  async update(workspaceId: string, id: string, values: Partial<TopicValues>): Promise<void> {
    await translateViolations({ uq_topics_key: () => topicKeyTaken(values.key ?? '') }, () =>
      this.database.repository(Topic).update({ workspaceId, id }, values),
    );
  }
}
