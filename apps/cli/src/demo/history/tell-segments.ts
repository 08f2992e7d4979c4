import {
  SegmentLibrary,
  SegmentPreviewService,
  SegmentSizeRecorder,
  SegmentsService,
} from '@features/segments';
import type { PageRequest } from '@platform/paging';
import { SegmentSizePastRepository } from './segment-sizes.repository';
import type { Telling } from './telling';

/** So many days back sizes are known. */
const DAYS_OF_SIZES = 120;

/** Ready-made segments that the demo's data has something to say about. */
const FROM_LIBRARY = [
  'engaged',
  'unengaged',
  'churn-risk',
  'one-and-done',
  'frequent-buyers',
  'nps-promoters',
  'nps-detractors',
];

/** Segments that campaigns of the history went to; they are there before anything else is told. */
export async function makeSegments({
  app,
  actor,
}: Pick<Telling, 'app' | 'actor'>): Promise<Telling['segments']> {
  const segments = app.get(SegmentsService);
  const iberia = await segments.create(actor, {
    name: 'Portugal and Spain',
    description: 'Near enough to come to a tasting.',
    tree: { v: 1, match: 'all', rules: [{ field: 'country', op: 'isAnyOf', value: ['PT', 'ES'] }] },
  });
  const drinkers = await segments.create(actor, {
    name: 'Subscribers of a box',
    description: 'On the Everyday or the Business plan: a delivery comes by itself.',
    tree: {
      v: 1,
      match: 'all',
      rules: [{ field: 'attributes.plan', op: 'isAnyOf', value: ['Everyday', 'Business'] }],
    },
  });
  return { iberia, drinkers };
}

/** The library's segments, one of them tracked, and how large the lasting ones have been. `lasting`: their rules ask about nothing that changes. */
export async function tellSegments(telling: Telling, lasting: readonly string[]): Promise<void> {
  const { app, actor, database, topicId, now } = telling;
  const { workspaceId } = actor;
  await app.get(SegmentLibrary).install(actor, { keys: FROM_LIBRARY });
  await app.get(SegmentLibrary).tracked(actor, 'top-customers');
  const repository = new SegmentSizePastRepository(database);
  for (const segmentId of lasting) {
    const members = await membersOf(telling, segmentId);
    await repository.add(workspaceId, segmentId, { members, days: DAYS_OF_SIZES, topicId, now });
  }
  await app.get(SegmentSizeRecorder).record(workspaceId, { now });
}

async function membersOf({ app, actor }: Telling, segmentId: string): Promise<string[]> {
  const ids: string[] = [];
  let page: PageRequest | null = { limit: 1_000 };
  while (page) {
    const { items, nextCursor } = await app
      .get(SegmentPreviewService)
      .listContacts(actor.workspaceId, segmentId, page);
    ids.push(...items.map(({ id }) => id));
    page = nextCursor ? { limit: 1_000, cursor: nextCursor } : null;
  }
  return ids;
}
