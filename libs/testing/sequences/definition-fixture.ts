import { Test, type TestingModule } from '@nestjs/testing';
import { systemActor, type Actor } from '@features/accounts';
import { ContactFieldsService } from '@features/contacts';
import { SendersService } from '@features/senders';
import {
  SequenceLifecycle,
  SequencePublishing,
  SequencesModule,
  SequencesService,
  type Sequence,
} from '@features/sequences';
import { TemplatesService } from '@features/templates';
import { Database } from '@platform/database';
import { FoundationModule } from '@platform/foundation';
import { createLogger } from '@platform/logging';
import { aTemplate } from '../factories/template';
import { aTopic } from '../factories/topic';
import { aWorkspace } from '../factories/workspace';
import { createTestDatabase } from '../test-database';
import { testSettings } from '../test-settings';

/** A workspace that has what a sequence with emails needs. */
export interface DefinitionHome {
  actor: Actor;
  workspaceId: string;
  topicId: string;
  senderId: string;
  templateId: string;
}

/** The real definition side of sequences, on a database of its own. */
export class DefinitionFixture {
  constructor(
    readonly app: TestingModule,
    private readonly drop: () => Promise<void>,
  ) {}

  get db(): Database {
    return this.app.get(Database);
  }

  get sequences(): SequencesService {
    return this.app.get(SequencesService);
  }

  get lifecycle(): SequenceLifecycle {
    return this.app.get(SequenceLifecycle);
  }

  get publishing(): SequencePublishing {
    return this.app.get(SequencePublishing);
  }

  get templates(): TemplatesService {
    return this.app.get(TemplatesService, { strict: false });
  }

  async aHome(): Promise<DefinitionHome> {
    const { id: workspaceId } = await aWorkspace(this.db);
    await this.db.execute(
      `UPDATE workspaces SET postal_address = 'Rua 1, Lisboa', time_zone = 'Europe/Lisbon' WHERE id = $1`,
      [workspaceId],
    );
    const actor = systemActor(workspaceId, 'tester');
    const topic = await aTopic(this.db, workspaceId, { key: 'news' });
    const from = { fromName: 'Maré Alta', fromEmail: 'hello@mare-alta.example' };
    const sender = await this.app.get(SendersService, { strict: false }).create(actor, from);
    const template = await aTemplate(this.templates, workspaceId);
    return { actor, workspaceId, topicId: topic.id, senderId: sender.id, templateId: template.id };
  }

  async aField({ actor }: DefinitionHome, key: string, type: 'text' | 'date' | 'date-time'): Promise<void> {
    await this.app
      .get(ContactFieldsService, { strict: false })
      .create(actor, { key, label: key, type, choices: [] });
  }

  /** A draft that can be published; `more` replaces parts of its graph. */
  async aDraft(home: DefinitionHome, more: object = {}, name = 'Welcome'): Promise<Sequence> {
    return this.sequences.create(home.actor, { name, graph: aGraph(home, more) });
  }

  async audits({ workspaceId }: DefinitionHome): Promise<string[]> {
    const rows = await this.db.query<{ action: string }>(
      `SELECT action FROM audit_entries WHERE workspace_id = $1 AND target_kind = 'sequence' ORDER BY id`,
      [workspaceId],
    );
    return rows.map(({ action }) => action);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.drop();
  }
}

/** Mail, two days, mail. */
export function aGraph({ topicId, templateId }: DefinitionHome, more: object = {}): object {
  return {
    v: 1,
    triggers: [{ api: true }],
    topicId,
    start: 'welcome',
    steps: {
      welcome: { kind: 'email', templateId, next: 'pause' },
      pause: { kind: 'wait', for: { n: 2, unit: 'day' }, next: 'second' },
      second: { kind: 'email', templateId, subject: 'Still there?', next: null },
    },
    ...more,
  };
}

export async function startDefinition(): Promise<DefinitionFixture> {
  const server = await createTestDatabase();
  const settings = testSettings({ DATABASE_URL: server.url, DATABASE_POOL_SIZE: '8' });
  const logger = createLogger({ name: 'test', level: 'silent', pretty: false });
  const app = await Test.createTestingModule({
    imports: [FoundationModule.forProcess({ process: 'test', settings, logger }), SequencesModule],
  }).compile();
  await app.init();
  return new DefinitionFixture(app, () => server.drop());
}
