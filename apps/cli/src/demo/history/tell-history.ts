import type { INestApplicationContext } from '@nestjs/common';
import { systemActor } from '@features/accounts';
import { RefreshValuesService } from '@features/computed-values';
import { Database } from '@platform/database';
import type { SeededDemo, Print } from '../seed-demo';
import { peopleWithPast } from './people';
import { PeoplePastRepository } from './people.repository';
import { tellCampaigns } from './tell-campaigns';
import { tellForms } from './tell-forms';
import { tellOrders } from './tell-orders';
import { tellPeople } from './tell-people';
import { tellDetails } from './tell-details';
import { tellPlans } from './tell-plans';
import { makeSegments, tellSegments } from './tell-segments';
import { tellSequence } from './tell-sequence';
import type { Telling } from './telling';

export interface HistoryInput {
  app: INestApplicationContext;
  demo: SeededDemo;
  print: Print;
  /** Everything is counted back from here. */
  now?: Date;
}

/**
 * Gives the demo workspace a past of thirteen months: how its contacts came, what they were sent, read, bought and answered. Rows that
 * nobody has to work on any more, so no mail goes out because of it; the figures are what the reports make of them.
 */
export async function tellHistory({ app, demo, print, now = new Date() }: HistoryInput): Promise<void> {
  const started = performance.now();
  const actor = systemActor(demo.workspaceId, 'demo');
  const database = app.get(Database);
  const segments = await makeSegments({ app, actor });
  const contacts = await new PeoplePastRepository(database).contacts(demo.workspaceId, demo.topicId);
  const people = peopleWithPast(contacts, now);
  const telling: Telling = {
    app,
    actor,
    database,
    now,
    people,
    segments,
    topicId: demo.topicId,
    senderId: demo.senderId,
  };
  const mail = await tellCampaigns(telling);
  const forms = await tellForms(telling, mail);
  await tellPeople(telling, { signUps: forms.signUps, mail });
  await tellOrders(telling, mail);
  const sequence = await tellSequence(telling, forms);
  await tellDetails(telling, forms);
  await app.get(RefreshValuesService).refreshWorkspace(demo.workspaceId, now);
  await tellSegments(telling, [demo.segmentId, segments.iberia.id, segments.drinkers.id]);
  await tellPlans(telling);
  const inside = sequence.passages.filter(({ status }) => status === 'active').length;
  print(
    `a past           ${mail.campaigns.length} campaigns of the last year with ${mail.deliveries.length} messages, ${forms.signUps.size} sign-ups,`,
  );
  print(`                 orders, a survey, "${sequence.name}" with ${inside} people inside`);
  print(
    `                 in ${((performance.now() - started) / 1000).toFixed(1)} s; all made up, and none of it sent`,
  );
}
