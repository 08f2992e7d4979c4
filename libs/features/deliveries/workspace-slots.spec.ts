import { testSettings } from '@testing';
import { WorkspaceSlots } from './workspace-slots';

const slotsFor = (concurrency: number) =>
  new WorkspaceSlots(testSettings({ WORKER_CONCURRENCY: String(concurrency) }));

describe('the slots of a workspace', () => {
  it('are as many as the operator said, for each queue and each workspace', () => {
    const slots = slotsFor(2);
    const first = slots.take('messages', 'a');
    expect(first).not.toBeNull();
    expect(slots.take('messages', 'a')).not.toBeNull();
    expect(slots.take('messages', 'a')).toBeNull();
    expect(slots.take('messages', 'b')).not.toBeNull();
    expect(slots.take('sending', 'a')).not.toBeNull();
    first?.();
    // Given back twice is given back once.
    first?.();
    expect(slots.take('messages', 'a')).not.toBeNull();
    expect(slots.take('messages', 'a')).toBeNull();
  });

  it('go to whoever waits longest for one, and to nobody who has stopped waiting', async () => {
    const slots = slotsFor(1);
    const held = slots.take('sending', 'a');
    expect(await slots.takeWithin('sending', 'a', 1)).toBeNull();
    const order: string[] = [];
    const waits = ['first', 'second'].map(async (name) => {
      const release = await slots.takeWithin('sending', 'a', 10_000);
      order.push(name);
      release?.();
      return release !== null;
    });
    held?.();
    expect(await Promise.all(waits)).toEqual([true, true]);
    expect(order).toEqual(['first', 'second']);
    expect(slots.take('sending', 'a')).not.toBeNull();
    expect(slots.take('sending', 'a')).toBeNull();
  });
});
