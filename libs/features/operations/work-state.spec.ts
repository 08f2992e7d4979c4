import { isStuck, stuckSentence, type DueWork } from './work-state';

const batches = (work: Partial<DueWork>): DueWork => ({
  kind: 'campaign-batches',
  waiting: 3,
  oldestSeconds: 600,
  isMoving: false,
  ...work,
});

describe('whether work is stuck', () => {
  it('is not, while somebody works through a long queue', () => {
    expect(isStuck(batches({}))).toBe(true);
    expect(isStuck(batches({ isMoving: true }))).toBe(false);
  });

  it('is not, before the sweeps had their chance', () => {
    expect(isStuck(batches({ oldestSeconds: 100 }))).toBe(false);
    expect(isStuck(batches({ kind: 'messages', oldestSeconds: 100 }))).toBe(true);
  });

  it('says how much waits, for how long, and where to look', () => {
    expect(stuckSentence(batches({}))).toBe(
      '3 batches of campaigns wait to be sent, the oldest for 10 minutes, and no worker takes them: see whether a worker runs, and its log.',
    );
    expect(stuckSentence(batches({ waiting: 0, oldestSeconds: 0 }))).toBeNull();
  });
});
