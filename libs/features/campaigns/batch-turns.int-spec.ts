import { WorkspaceSlots } from '@features/deliveries';
import { anAudience, type AudienceWorld } from '../../testing/ledger/audience-world';
import { campaignServices, type CampaignServices } from '../../testing/ledger/campaign-services';
import { BatchTurns, type BatchKey } from './batch-turns.service';
import { ExpandAudience } from './resolve/expand-audience.service';
import { ResolveCampaign } from './resolve/resolve-campaign.service';

/** Three batches: people 1 to 500, 501 to 1000, and the rest. */
const PEOPLE = 1_200;

let services: CampaignServices;
let world: AudienceWorld;
let turns: BatchTurns;
let worked: number[];
let taken: (() => void)[];

beforeAll(async () => {
  services = await campaignServices();
  turns = services.get(BatchTurns);
});

afterAll(() => services.close());

/** All slots of the workspace but one are taken. */
beforeEach(async () => {
  world = await anAudience(services.database, PEOPLE);
  await services.get(ResolveCampaign).resolve(world.campaignId, 1);
  await services.get(ExpandAudience).expand(world.campaignId, 'first');
  worked = [];
  const slots = services.get(WorkspaceSlots);
  taken = [];
  for (
    let slot = slots.take('sending', world.workspaceId);
    slot;
    slot = slots.take('sending', world.workspaceId)
  )
    taken.push(slot);
  taken.pop()?.();
});

afterEach(() => {
  jest.restoreAllMocks();
  taken.forEach((release) => release());
});

const never = new AbortController().signal;
const take = (number: number, work: (batch: BatchKey) => Promise<void>, signal = never): Promise<void> =>
  turns.take(world.workspaceId, { campaignId: world.campaignId, number }, signal, work);

/** Sends a batch as far as this test is concerned. */
async function send({ campaignId, number }: BatchKey): Promise<void> {
  worked.push(number);
  await services.database.execute(
    `UPDATE delivery_batches SET status = 'done' WHERE campaign_id = $1 AND number = $2`,
    [campaignId, number],
  );
}

/** Runs the first batch, in which `during` happens once the second one has been turned away. */
async function firstWhileSecondIsTurnedAway(during: () => void, signal = never): Promise<void> {
  await take(
    1,
    async (batch) => {
      if (batch.number === 1) {
        await take(501, send, signal);
        during();
      }
      await send(batch);
    },
    signal,
  );
}

const isFree = (): boolean => {
  const slot = services.get(WorkspaceSlots).take('sending', world.workspaceId);
  slot?.();
  return slot !== null;
};

it('goes on in its slot with what found none, without a way through the queue', async () => {
  await firstWhileSecondIsTurnedAway(() => undefined);
  expect(worked).toEqual([1, 501, 1001]);
  expect(isFree()).toBe(true);
});

it('gives the slot back after some seconds, for other workspaces', async () => {
  const now = performance.now.bind(performance);
  await firstWhileSecondIsTurnedAway(() =>
    jest.spyOn(performance, 'now').mockImplementation(() => now() + 5_001),
  );
  expect(worked).toEqual([1]);
  expect(isFree()).toBe(true);
});

it('begins nothing more when the process stops', async () => {
  const stopping = new AbortController();
  await firstWhileSecondIsTurnedAway(() => stopping.abort(), stopping.signal);
  expect(worked).toEqual([1]);
  expect(isFree()).toBe(true);
});

it('gives the slot back when a batch fails', async () => {
  await expect(take(1, () => Promise.reject(new Error('no content')))).rejects.toThrow('no content');
  expect(isFree()).toBe(true);
});
