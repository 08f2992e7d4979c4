import { readFileSync } from 'node:fs';
import type { INestApplicationContext } from '@nestjs/common';
import { Command } from 'commander';
import type { Actor } from '@features/accounts';
import { TopicsService } from '@features/consent';
import { ruleTreeSchema, SegmentPreviewService, SegmentsService, TreeDescriber } from '@features/segments';
import { DomainError } from '@platform/errors';
import { CommandError } from '../command-error';
import { actorIn } from '../find-workspace';
import { withInstallation } from '../installation/with-installation';
import { withFeatures } from '../open-features';
import { previewLines, segmentLines } from './segment-lines';

interface Options {
  workspace: string;
  json: boolean;
  topic?: string;
}

const HELP = `
TREE is a file with the JSON of a rule tree, or - for standard input. docs/segments/README.md says what it may hold.

  npm run -s cli -- segments preview tree.json --workspace demo
  echo '{"v":1,"match":"all","rules":[]}' | npm run -s cli -- segments preview - --workspace demo`;

/** Pages of the list are fetched until it is whole. */
const PAGE = 100;

export function segmentsCommand(): Command {
  const command = new Command('segments').description(
    'Count rule trees, list segments, print the schema of trees.',
  );
  command
    .command('preview')
    .description('Count who a rule tree selects, without saving anything.')
    .argument('<tree>', 'a JSON file, or - for standard input')
    .requiredOption('--workspace <slug>', 'the workspace, for example demo')
    .option('--topic <key>', 'count as mailable who may be mailed about this topic')
    .option('--json', 'print the answer as JSON', false)
    .addHelpText('after', HELP)
    .action(preview);
  command
    .command('list')
    .description('The saved segments of a workspace, newest first.')
    .requiredOption('--workspace <slug>', 'the workspace, for example demo')
    .option('--json', 'print the answer as JSON', false)
    .action(list);
  command
    .command('schema')
    .description('Print the JSON Schema of rule trees (kept as docs/segments/rule-tree.schema.json).')
    .action(() => print(ruleTreeSchema()));
  return command;
}

async function preview(file: string, options: Options): Promise<void> {
  const tree = readTree(file);
  await inWorkspace(options.workspace, async (app, { workspaceId }) => {
    const topicId = options.topic ? await topicIdOf(app, workspaceId, options.topic) : null;
    const counted = await app.get(SegmentPreviewService).preview(workspaceId, tree, { topicId });
    const summary = await app.get(TreeDescriber).describe(workspaceId, tree);
    if (options.json) print({ summary: summary.text, ...counted });
    else previewLines(tree, { ...counted, summary: summary.text }).forEach((line) => console.log(line));
  });
}

async function list(options: Options): Promise<void> {
  await inWorkspace(options.workspace, async (app, { workspaceId }) => {
    const segments = [];
    for (let cursor: string | undefined; ;) {
      const page = await app
        .get(SegmentsService)
        .list(workspaceId, { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
      segments.push(...page.items);
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    if (options.json) print(segments);
    else segmentLines(segments).forEach((line) => console.log(line));
  });
}

async function inWorkspace(
  slug: string,
  work: (app: INestApplicationContext, actor: Actor) => Promise<void>,
): Promise<void> {
  await withInstallation((settings) =>
    withFeatures(settings, async (app) => {
      try {
        await work(app, await actorIn(app, slug));
      } catch (error) {
        throw error instanceof DomainError && error.errors.length > 0
          ? new CommandError(mistakesOf(error))
          : error;
      }
    }),
  );
}

/** Every mistake with its place; pointers start at the tree, which is all that the file holds. */
export function mistakesOf({ errors }: Pick<DomainError, 'errors'>): string {
  const lines = errors.map(
    ({ pointer, message }) => `  ${pointer.replace(/^\/tree/, '') || '/'}  ${message}`,
  );
  return [`The rule tree has ${errors.length === 1 ? 'a mistake' : 'mistakes'}:`, ...lines].join('\n');
}

export function readTree(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new CommandError(`${file} cannot be read: ${(error as Error).message}`);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new CommandError(
      `${file === '-' ? 'Standard input' : file} is not JSON: ${(error as Error).message}`,
    );
  }
}

async function topicIdOf(app: INestApplicationContext, workspaceId: string, key: string): Promise<string> {
  const topic = await app.get(TopicsService).findByKey(workspaceId, key);
  if (!topic) throw new CommandError(`There is no topic "${key}" in this workspace.`);
  return topic.id;
}

function print(value: unknown): void {
  console.log(JSON.stringify(value, null, 2));
}
