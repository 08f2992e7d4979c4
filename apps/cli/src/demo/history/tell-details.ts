import { TopicsService } from '@features/consent';
import { NotesService } from '@features/contacts';
import { Dice } from './dice';
import { DAY_MS, idAt, later } from './moments';
import { PeoplePastRepository } from './people.repository';
import type { FormsTold } from './tell-forms';
import type { Telling } from './telling';

const NOTES = [
  'Rang about the autumn prices. Wants to hear first when the Huila is back.',
  'Runs a café of 30 seats. Asked for a wholesale list, sent it the same day.',
  'Met her at the Porto tasting. Prefers natural coffees, no dark roasts.',
  'Moves office in spring: ask again about the machine service.',
];

/** A further topic that some chose, the tag of the guide, and what is known of a few good customers. */
export async function tellDetails(telling: Telling, { signUps }: FormsTold): Promise<void> {
  const { app, actor, database, people } = telling;
  await tellTopic(telling);
  const readers = [...signUps.keys()].filter(({ cameBy }) => cameBy === 'guide').map(({ id }) => id);
  await new PeoplePastRepository(database).tag(actor.workspaceId, 'Guide reader', readers);
  const regulars = people
    .filter(({ standing }) => standing === 'subscribed')
    .sort((one, other) => other.lifetimeOrders - one.lifetimeOrders);
  for (const [index, body] of NOTES.entries()) {
    const person = regulars[index];
    if (person) await app.get(NotesService).add(actor, person.id, { body });
  }
}

async function tellTopic({ app, actor, database, people, now }: Telling): Promise<void> {
  const { workspaceId } = actor;
  const repository = new PeoplePastRepository(database);
  const { id: topic_id, name } = await app.get(TopicsService).create(actor, {
    key: 'tastings',
    name: 'Tastings and courses',
    description: 'Invitations to the roastery, at most once a month.',
  });
  const source = 'preference-page';
  const chosen = people
    .filter(({ email, standing }) => standing === 'subscribed' && new Dice(`topics ${email}`).chance(0.36))
    .map(({ id, email, joinedAt }) => {
      const at = later(joinedAt, new Dice(`chose ${email}`).between(0.1, 25) * DAY_MS);
      return { contact_id: id, topic_id, at };
    })
    .filter(({ at }) => at < now);
  const words = { ip: null, user_agent: null, consent_text: name, language: 'en', details: {} };
  await repository.addConsent(
    workspaceId,
    chosen.map(({ at, ...who }) => {
      const what = { id: idAt(at), action: 'subscribed', method: source, occurred_at: at };
      return { ...who, ...what, ...words };
    }),
  );
  const subscribed = { status: 'subscribed' as const, source };
  await repository.subscribe(
    workspaceId,
    chosen.map(({ at, ...who }) => ({ ...who, ...subscribed, changed_at: at })),
  );
}
