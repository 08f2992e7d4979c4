import { Readable } from 'node:stream';
import { AssetsService, type Asset } from '@features/assets';
import { ContactFieldsService } from '@features/contacts';
import { EventsService, type SystemEvent } from '@features/events';
import { FormsService } from '@features/forms';
import { Dice } from './dice';
import { guideForm, letterForm, surveyForm } from './form-definitions';
import { FormPastRepository, type DownloadRow, type FormDayRow } from './forms.repository';
import { guidePdf } from './guide-pdf';
import { DAY_MS, daysBefore, later, MINUTE_MS } from './moments';
import { PeoplePastRepository } from './people.repository';
import { BEGAN_DAYS_AGO, GUIDE_DAYS_AGO, type Person } from './people';
import { signUp, spam, surveyAnswer, type FormRef, type SubmissionRow } from './submissions';
import type { MailTold } from './tell-campaigns';
import type { SignUps } from './tell-people';
import type { Telling } from './telling';

export interface FormsTold {
  assetId: string;
  signUps: SignUps;
  /** When each reader of the guide fetched it. */
  downloads: Map<Person, Date>;
}

interface Published {
  asset: Pick<Asset, 'id' | 'key' | 'name'>;
  letter: FormRef;
  guide: FormRef;
  survey: FormRef;
}

interface Answer {
  person: Person;
  score: number;
  row: SubmissionRow;
}

interface Fetched {
  person: Person;
  row: DownloadRow;
}

/** Two forms, a guide behind one of them, and a survey, with everybody who came by them. */
export async function tellForms(telling: Telling, mail: MailTold): Promise<FormsTold> {
  const { app, actor, database, now } = telling;
  const { workspaceId } = actor;
  const repository = new FormPastRepository(database);
  const forms = await publishForms(telling);
  const { asset, letter, guide, survey } = forms;
  const signUps = signUpsOf(telling, mail, forms);
  const answers = surveyAnswers(telling, mail, survey);
  const scores = answers.map(({ person, score }) => ({ id: person.id, value: score }));
  await new PeoplePastRepository(database).setAttribute(workspaceId, 'npsScore', scores);
  const kept = [...signUps.values()].map(({ formName: _formName, ...row }) => row);
  const rows = [...kept, ...answers.map(({ row }) => row), ...spam(letter, now)];
  await repository.addSubmissions(workspaceId, rows);
  const days = [letter, guide, survey].flatMap((form) => daysOf(form, rows));
  await repository.addDays(workspaceId, days);
  const downloads = fetched(signUps, { assetId: asset.id, formId: guide.id, now });
  const given = downloads.map(({ row }) => row);
  await repository.addDownloads(workspaceId, given);
  await app.get(EventsService).record(workspaceId, eventsOf(forms, { signUps, answers, downloads }));
  return {
    assetId: asset.id,
    signUps,
    downloads: new Map(downloads.map(({ person, row }) => [person, row.at])),
  };
}

async function publishForms(telling: Telling): Promise<Published> {
  const { app, actor, database, topicId, now } = telling;
  const guideBegan = daysBefore(now, GUIDE_DAYS_AGO);
  const score = { key: 'npsScore', label: 'NPS answer (0 to 10)', type: 'number' as const, choices: [] };
  await app.get(ContactFieldsService).create(actor, score);
  const asset = await app.get(AssetsService).create(
    actor,
    {
      key: 'good-coffee-at-work',
      name: 'Good coffee at work',
      description: 'The guide for offices, 24 pages.',
    },
    { fileName: 'good-coffee-at-work.pdf', content: Readable.from([guidePdf()]) },
  );
  await new FormPastRepository(database).backDateAsset(actor.workspaceId, asset.id, guideBegan);
  const began = daysBefore(now, BEGAN_DAYS_AGO);
  return {
    asset,
    letter: await publish(telling, 'The coffee letter', { definition: letterForm(topicId), at: began }),
    guide: await publish(telling, 'Good coffee at work', {
      definition: guideForm(topicId, asset.id),
      at: guideBegan,
    }),
    survey: await publish(telling, 'One question', { definition: surveyForm(), at: daysBefore(now, 100) }),
  };
}

/** Everybody who came since the beginning, and stays or left because of a mail. */
function signUpsOf({ people, topicId }: Telling, mail: MailTold, { letter, guide }: Published): SignUps {
  return new Map(
    people
      .filter((person) => person.cameBy !== 'import')
      .filter((person) => person.standing === 'subscribed' || mail.farewells.has(person))
      .map((person) => {
        const form = person.cameBy === 'guide' ? guide : letter;
        return [person, { ...signUp(person, form, topicId), formName: form.name }] as const;
      }),
  );
}

function eventsOf(
  { asset, letter, guide, survey }: Published,
  told: { signUps: SignUps; answers: readonly Answer[]; downloads: readonly Fetched[] },
): SystemEvent[] {
  const properties = { asset: asset.id, name: asset.name, key: asset.key, form: guide.id };
  return [
    ...[...told.signUps].flatMap(([person, row]) =>
      formEvents(person, row, row.form_id === guide.id ? guide : letter),
    ),
    ...told.answers.flatMap(({ person, row }) => surveyEvents(person, row, survey)),
    ...told.downloads.map(({ person, row }) => ({
      ...{ contactId: person.id, name: 'asset.downloaded', properties, occurredAt: row.at },
    })),
  ];
}

async function publish(
  { app, actor, database }: Telling,
  name: string,
  { definition, at }: { definition: object; at: Date },
): Promise<FormRef> {
  const { id } = await app.get(FormsService).create(actor, { name, definition });
  const { slug } = await app.get(FormsService).publish(actor, id);
  await new FormPastRepository(database).backDate(actor.workspaceId, id, at);
  return { id, name, slug };
}

/** Some of those who clicked a number in the mail went on to answer; glad readers more gladly. */
function surveyAnswers({ people, now }: Telling, mail: MailTold, survey: FormRef): Answer[] {
  const campaign = mail.campaigns.find(({ plan }) => plan.key === 'one-question');
  const clicks = mail.hits.filter(
    (hit) => hit.campaign_id === campaign?.id && hit.kind === 'click' && !hit.is_machine,
  );
  const byContact = new Map(clicks.map((hit) => [hit.contact_id, hit]));
  return people.flatMap((person) => {
    const click = byContact.get(person.id);
    const dice = new Dice(`survey ${person.email}`);
    if (!click || dice.chance(0.15)) return [];
    const at = later(click.occurred_at, dice.between(10, 60) * 1000);
    const score =
      [dice.whole(2, 6), dice.whole(7, 8), dice.whole(9, 10)][dice.weighted([0.15, 0.29, 0.56])] ?? 9;
    return at < now ? [{ person, score, row: surveyAnswer(person, survey, { at, score }) }] : [];
  });
}

/** Views and starts of each day, so many as such days of submissions have. */
function daysOf(form: FormRef, rows: readonly SubmissionRow[]): FormDayRow[] {
  const perDay = new Map<string, number>();
  for (const row of rows.filter(({ form_id, status }) => form_id === form.id && status !== 'spam')) {
    const day = row.created_at.toISOString().slice(0, 10);
    perDay.set(day, (perDay.get(day) ?? 0) + 1);
  }
  const days = [...perDay.keys()].sort();
  const first = Date.parse(days[0] ?? '1970-01-01');
  const last = Date.parse(days[days.length - 1] ?? '1970-01-01');
  return Array.from({ length: (last - first) / DAY_MS + 1 }, (_, index) => {
    const day = new Date(first + index * DAY_MS).toISOString().slice(0, 10);
    const dice = new Dice(`views ${form.name} ${index}`);
    const starts = Math.ceil((perDay.get(day) ?? 0) * dice.between(1.15, 1.7)) + dice.whole(0, 1);
    return {
      form_id: form.id,
      day,
      starts,
      views: starts + Math.round(starts * dice.between(2, 5)) + dice.whole(1, 9),
    };
  });
}

function fetched(
  signUps: SignUps,
  { assetId, formId, now }: { assetId: string; formId: string; now: Date },
): Fetched[] {
  return [...signUps].flatMap(([person, { id, confirmed_at }]) => {
    const dice = new Dice(`fetches ${person.email}`);
    const at = later(confirmed_at ?? person.joinedAt, dice.between(0.3, 9) * MINUTE_MS);
    if (person.cameBy !== 'guide' || dice.chance(0.12) || at >= now) return [];
    const downloads = 1 + dice.weighted([8, 2]);
    return [
      {
        person,
        row: { asset_id: assetId, contact_id: person.id, form_id: formId, submission_id: id, at, downloads },
      },
    ];
  });
}

function formEvents(person: Person, row: SubmissionRow, form: FormRef) {
  const { utm } = row.source as { utm?: Record<string, string> };
  const marks = Object.fromEntries(Object.entries(utm ?? {}).map(([key, value]) => [`utm_${key}`, value]));
  const properties = {
    form: form.id,
    name: form.name,
    slug: form.slug,
    version: 1,
    language: row.language,
    ...marks,
  };
  return [
    { contactId: person.id, name: 'form.submitted', properties, occurredAt: row.created_at },
    {
      contactId: person.id,
      name: 'form.confirmed',
      properties,
      occurredAt: row.confirmed_at ?? row.created_at,
    },
  ];
}

function surveyEvents(person: Person, row: SubmissionRow, { id, name, slug }: FormRef) {
  const base = { contactId: person.id, occurredAt: row.created_at };
  return [
    { ...base, name: 'form.submitted', properties: { form: id, name, slug, version: 1, language: 'en' } },
    { ...base, name: 'survey.answered', properties: { ...row.answers, survey: id, name } },
  ];
}
