import { Global, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource, type EntitySchema } from 'typeorm';
import { Database } from './database';
import { installTypeParsers } from './pg-types';

export interface DatabaseOptions {
  url: string;
  /** Connections this process may open for requests and jobs. */
  poolSize: number;
  applicationName: string;
  /** Called when something queued with `afterCommit` fails. */
  onAfterCommitError: (error: unknown) => void;
}

// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- TypeORM's own type of an entity class
type Entity = Function | EntitySchema;

const registeredEntities = new Set<Entity>();

/** A server that starts at the same time, or is very busy, may be too late for the first connection. */
const START_ATTEMPTS = 3;

/** Opens the data source. Entities are those registered by the feature modules that the process imported. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  installTypeParsers();
  for (let attempt = 1; ; attempt += 1) {
    const dataSource = dataSourceOf(options);
    try {
      await dataSource.initialize();
      const database = new Database(dataSource, options.onAfterCommitError);
      await database.clock.read();
      return database;
    } catch (error) {
      // The pool may be open although the first question was too late.
      if (dataSource.isInitialized) await dataSource.destroy();
      if (attempt === START_ATTEMPTS || !isTimeout(error)) throw error;
    }
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && /timeout/i.test(error.message);
}

function dataSourceOf(options: DatabaseOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url: options.url,
    poolSize: options.poolSize,
    applicationName: options.applicationName,
    entities: [...registeredEntities],
    synchronize: false,
    logging: false,
    extra: { connectionTimeoutMillis: 10_000, idleTimeoutMillis: 30_000 },
  });
}

class DatabaseShutdown implements OnApplicationShutdown {
  constructor(private readonly database: Database) {}

  async onApplicationShutdown(): Promise<void> {
    await this.database.dataSource.destroy();
  }
}

/** `forRoot` once per process; `forEntities` in each feature module, so that entities are listed where they live. */
@Global()
@Module({})
export class DatabaseModule {
  static forRoot(options: DatabaseOptions): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        { provide: Database, useFactory: () => openDatabase(options) },
        {
          provide: DatabaseShutdown,
          useFactory: (database: Database) => new DatabaseShutdown(database),
          inject: [Database],
        },
      ],
      exports: [Database],
    };
  }

  /** Registers entities of a feature. Called while module classes are declared, so before any data source opens. */
  static forEntities(entities: Entity[]): DynamicModule {
    for (const entity of entities) registeredEntities.add(entity);
    return { module: class FeatureEntities {}, global: false };
  }
}
