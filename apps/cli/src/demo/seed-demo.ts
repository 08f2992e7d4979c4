import { randomBytes } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { SetupService, systemActor, WorkspacesService, type Actor } from '@features/accounts';
import { SendersService } from '@features/senders';
import { TopicsService } from '@features/consent';
import { ContactFieldsService, type FieldDeclaration } from '@features/contacts';
import { ContactImportsService } from '@features/imports';
import { SegmentsService } from '@features/segments';
import { BrandsService, TemplateGallery, TemplatesService } from '@features/templates';
import { CommandError } from '../command-error';
import { DEMO_EXPORT, readDemoBrand, readExpected } from './demo-files';
import { demoTree } from './demo-segment';

/** Slug of the demo workspace, as commands name it: `--workspace demo`. */
export const DEMO_SLUG = 'demo';

export interface SeededDemo {
  workspaceId: string;
  signIn: { email: string; password: string };
  topicId: string;
  senderId: string;
  segmentId: string;
  templateId: string;
}

/** One line for each step, as it is done. */
export type Print = (line: string) => void;

const fields: FieldDeclaration[] = [
  { key: 'plan', label: 'Plan', type: 'choice', choices: ['Explorer', 'Everyday', 'Business'] },
  {
    key: 'favouriteRoast',
    label: 'Favourite roast',
    type: 'choice',
    choices: ['Light', 'Medium', 'Dark', 'Espresso'],
  },
  { key: 'lifetimeOrders', label: 'Lifetime orders', type: 'number', choices: [] },
];

/** Makes the demo workspace on an empty installation: owner, custom fields, contacts, segment, template. */
export async function seedDemo(app: INestApplicationContext, print: Print): Promise<SeededDemo> {
  const { actor, signIn } = await makeWorkspace(app, print);
  const topic = await app.get(TopicsService).create(actor, {
    key: 'coffee-letter',
    name: 'The coffee letter',
    description: 'Harvests, recipes and what is new, twice a month.',
  });
  const sender = await app.get(SendersService).create(actor, {
    fromName: 'Inês from Maré Alta Coffee',
    fromEmail: 'letters@mare-alta.example.com',
    isDefault: true,
  });
  for (const field of fields) await app.get(ContactFieldsService).create(actor, field);
  print(`custom fields    ${fields.map((field) => field.label).join(', ')}`);
  await importContacts(app, actor, { topicId: topic.id, print });
  const segment = await app.get(SegmentsService).create(actor, {
    name: 'Regulars in southern and central Europe',
    description: 'Portugal, Spain, France, Germany and Italy, without those who are still exploring.',
    tree: demoTree,
  });
  print(`segment          "${segment.name}"`);
  const template = await fromGallery(app, actor);
  print(`template         "${template.name}" from the gallery`);
  return {
    workspaceId: actor.workspaceId,
    signIn,
    topicId: topic.id,
    senderId: sender.id,
    segmentId: segment.id,
    templateId: template.id,
  };
}

async function makeWorkspace(
  app: INestApplicationContext,
  print: Print,
): Promise<{ actor: Actor; signIn: SeededDemo['signIn'] }> {
  const { postalAddress, ...brand } = readDemoBrand();
  const signIn = { email: 'demo@mare-alta.example.com', password: randomBytes(12).toString('base64url') };
  const { workspace } = await app.get(SetupService).run(
    {
      workspace: { name: readExpected().workspace, slug: DEMO_SLUG, timeZone: 'Europe/Lisbon' },
      owner: { name: 'Inês Duarte', ...signIn },
    },
    null,
  );
  const actor = systemActor(workspace.id, 'demo');
  await app.get(WorkspacesService).update(actor, { postalAddress, trackingMode: 'individual' });
  await app.get(BrandsService).replace(actor, brand);
  print(`workspace        ${workspace.name}, owner ${signIn.email}`);
  return { actor, signIn };
}

async function importContacts(
  app: INestApplicationContext,
  actor: Actor,
  { topicId, print }: { topicId: string; print: Print },
): Promise<void> {
  const started = performance.now();
  const { status, counts, failure } = await app.get(ContactImportsService).importFile(actor, {
    path: DEMO_EXPORT,
    options: {
      topicId,
      trackingConsent: true,
      consentStatement:
        'Signed up on mare-alta.example.com and agreed to the coffee letter and to reading statistics.',
    },
  });
  if (status !== 'done')
    throw new CommandError(`The import of the demo contacts ended as ${status}: ${failure}`);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  print(
    `contacts         ${counts.new} imported from ${counts.rows} rows of a Mailchimp export in ${seconds} s:`,
  );
  print(
    `                 ${counts.subscribed} subscribed, ${counts.unsubscribed} unsubscribed, ${counts.cleaned} cleaned,`,
  );
  print(
    `                 ${counts.nonsubscribed} never asked; ${counts.invalid} rows without a usable address`,
  );
}

async function fromGallery(
  app: INestApplicationContext,
  actor: Actor,
): Promise<{ id: string; name: string }> {
  const { name, subject, preheader, mjml, key } = app.get(TemplateGallery).get('newsletter');
  return app.get(TemplatesService).create(actor, { name, subject, preheader, mjml, galleryKey: key });
}
