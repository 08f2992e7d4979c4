import { Client } from 'pg';

/** Whether nobody has used this database yet: it has no workspace. */
export async function isFirstRun(databaseUrl: string): Promise<boolean> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ used: boolean }>('SELECT EXISTS (SELECT FROM workspaces) AS used');
    return rows[0]?.used === false;
  } finally {
    await client.end();
  }
}
