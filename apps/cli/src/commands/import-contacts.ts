import { Command } from 'commander';
import { writeFileSync } from 'node:fs';
import { TopicsService } from '@features/consent';
import { ContactImportsService, type ContactImport, type ImportOptions } from '@features/imports';
import { CommandError } from '../command-error';
import { actorIn } from '../find-workspace';
import { withInstallation } from '../installation/with-installation';
import { withFeatures } from '../open-features';

interface Options {
  workspace: string;
  topic?: string;
  map: Record<string, string>;
  tag: string[];
  consent?: string;
  trackingConsent: boolean;
  createFields: boolean;
  skipExisting: boolean;
  dryRun: boolean;
  errors?: string;
}

const HELP = `
FILE is a CSV with a header line, or Mailchimp's audience export as it comes (CSV or ZIP). Columns are recognised by
their headings. With --map, those of a CSV are not: name every column that is wanted, the address included, as in
--map "Contact=email" --map "Tarif=attributes.plan". Mailchimp's exports make the custom fields they need.

  npm run -s cli -- import-contacts people.csv --workspace demo --topic coffee-letter --dry-run`;

export function importContactsCommand(): Command {
  return new Command('import-contacts')
    .description(
      'Import contacts from a CSV file or a Mailchimp export. The same file again changes nothing.',
    )
    .argument('<file>', 'CSV or ZIP')
    .requiredOption('--workspace <slug>', 'the workspace, for example demo')
    .option('--topic <key>', 'subscribe those who are subscribed in the file to this topic')
    .option('--map <column=target>', 'what a column is; may be repeated', collectPairs, {})
    .option('--tag <name>', 'tag for everybody in the file; may be repeated', collect, [])
    .option('--consent <text>', 'why these people may be mailed; kept as evidence')
    .option('--tracking-consent', 'these people agreed to individual tracking', false)
    .option('--create-fields', 'declare a custom field for every column that has none', false)
    .option('--skip-existing', 'leave contacts that are there already as they are', false)
    .option('--dry-run', 'count only, write nothing', false)
    .option('--errors <file>', 'write the rows that were refused, with line and reason, to this CSV file')
    .addHelpText('after', HELP)
    .action(importContacts);
}

async function importContacts(file: string, options: Options): Promise<void> {
  await withInstallation((settings) =>
    withFeatures(settings, async (app) => {
      const actor = await actorIn(app, options.workspace);
      const imports = app.get(ContactImportsService);
      const topic = options.topic
        ? await app.get(TopicsService).findByKey(actor.workspaceId, options.topic)
        : null;
      if (options.topic && !topic)
        throw new CommandError(`There is no topic "${options.topic}" in this workspace.`);
      const done = await imports.importFile(actor, {
        path: file,
        options: toImportOptions(options, topic?.id),
      });
      printCounts(done);
      if (options.errors) {
        const lines: string[] = [];
        for await (const line of imports.problemsCsv(actor.workspaceId, done.id)) lines.push(line);
        writeFileSync(options.errors, lines.join(''));
        console.log(`Refused rows: ${options.errors}`);
      }
      if (done.status !== 'done')
        throw new CommandError(`The import ended as ${done.status}: ${done.failure}`);
    }),
  );
}

/** Only what was asked for is said: a mapping, even an empty one, stands in place of recognising the headings of a CSV. */
export function toImportOptions(options: Options, topicId: string | undefined): ImportOptions {
  return {
    dryRun: options.dryRun,
    tags: options.tag,
    onExisting: options.skipExisting ? 'skip' : 'update',
    ...(Object.keys(options.map).length > 0 ? { mapping: options.map } : {}),
    ...(options.createFields ? { createMissingFields: true } : {}),
    ...(topicId ? { topicId } : {}),
    ...(options.consent ? { consentStatement: options.consent } : {}),
    ...(options.trackingConsent ? { trackingConsent: true } : {}),
  };
}

function printCounts({ counts, dryRun }: ContactImport): void {
  console.log(dryRun ? 'Dry run, nothing was written:' : 'Imported:');
  for (const [name, count] of Object.entries(counts)) {
    if (count > 0) console.log(`  ${name.padEnd(14)} ${String(count).padStart(9)}`);
  }
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

function collectPairs(value: string, before: Record<string, string>): Record<string, string> {
  const [column, target] = [value.slice(0, value.lastIndexOf('=')), value.slice(value.lastIndexOf('=') + 1)];
  if (!column || !target) throw new CommandError(`--map takes COLUMN=TARGET, and got "${value}".`);
  return { ...before, [column]: target };
}
