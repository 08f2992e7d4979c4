import type { NestExpressApplication } from '@nestjs/platform-express';
import type { AddressInfo } from 'node:net';
import type { SuperAgentRequest } from 'superagent';
import { agent, type Response } from 'supertest';
import type TestAgent from 'supertest/lib/agent';
import {
  ApiKeysService,
  systemActor,
  type Role,
  type Scope,
  type User,
  type Workspace,
} from '@features/accounts';
import { Database } from '@platform/database';
import { createLogger } from '@platform/logging';
import { createTestDatabase, testSettings } from '@testing';
import { Contract } from './contract';
import { createApp } from '../../apps/api/src/create-app';
import { aUser, TEST_PASSWORD } from '../../libs/testing/factories/user';
import { aWorkspace } from '../../libs/testing/factories/workspace';

/** A workspace with its owner, and an agent that calls the API with a key for all scopes. */
export interface TestWorkspace {
  workspace: Workspace;
  owner: User;
  apiKey: string;
  http: TestAgent;
}

/**
 * The real application on a throw-away database, listening on a free port. One per test file. `close` throws when an
 * answer to one of its agents did not match docs/openapi.json.
 */
export interface TestApi {
  app: NestExpressApplication;
  /** Calls without any login. */
  http: TestAgent;
  /** Where the server listens. */
  url: string;
  /** Origin of the web app, which a browser would send. */
  origin: string;
  db: Database;
  databaseUrl: string;
  aWorkspace(input?: Parameters<typeof aWorkspace>[1]): Promise<TestWorkspace>;
  aUser(workspaceId: string, input?: Parameters<typeof aUser>[2]): Promise<User>;
  /** An API key; all scopes unless told otherwise. */
  anApiKey(workspaceId: string, scopes?: readonly Scope[]): Promise<string>;
  /** An agent that sends this key. */
  withKey(apiKey: string): TestAgent;
  /** An agent that keeps cookies and sends our Origin, as the web app in a browser does. */
  browser(): TestAgent;
  /** A browser in which a user with this role, made for it, is signed in. */
  signedIn(workspaceId: string, role?: Role): Promise<{ http: TestAgent; user: User }>;
  close(): Promise<void>;
}

/** `env` overrides environment variables of `testSettings`. */
export async function startApi(env: Record<string, string> = {}): Promise<TestApi> {
  const database = await createTestDatabase();
  const settings = testSettings({ DATABASE_URL: database.url, DATABASE_POOL_SIZE: '5', ...env });
  const logger = createLogger({ name: 'api', level: env.LOG_LEVEL ?? 'silent', pretty: false });
  const app = await createApp({ settings, logger });
  await app.listen(0, '127.0.0.1');
  const url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  const db = app.get(Database);
  const origin = settings.http.appUrl;

  const contract = new Contract();
  const newAgent = () =>
    agent(url).use((request: SuperAgentRequest) => {
      request.on('response', (response: Response) => contract.check(request.method, response));
    });
  const withKey = (apiKey: string) => newAgent().auth(apiKey, { type: 'bearer' });
  const browser = () => newAgent().set('Origin', origin);
  const anApiKey = async (workspaceId: string, scopes?: readonly Scope[]) => {
    const keys = app.get(ApiKeysService, { strict: false });
    return (await keys.create(systemActor(workspaceId), { name: 'test', scopes })).secret;
  };

  return {
    app,
    http: newAgent(),
    url,
    origin,
    db,
    databaseUrl: database.url,
    withKey,
    browser,
    anApiKey,
    aWorkspace: async (input) => {
      const workspace = await aWorkspace(db, input);
      const owner = await aUser(db, workspace.id);
      const apiKey = await anApiKey(workspace.id);
      return { workspace, owner, apiKey, http: withKey(apiKey) };
    },
    aUser: (workspaceId, input) => aUser(db, workspaceId, input),
    signedIn: async (workspaceId, role = 'owner') => {
      const user = await aUser(db, workspaceId, { role });
      const http = browser();
      await http.post('/api/v1/session').send({ email: user.email, password: TEST_PASSWORD }).expect(201);
      return { http, user };
    },
    close: async () => {
      await app.close();
      await database.drop();
      contract.assertKept();
    },
  };
}
