import fc from 'fast-check';
import { shareOf, standingOf, type Standing, type WorkerMember } from './connection-share';

describe('shareOf', () => {
  it('gives each the whole part, and the first ones what remains', () => {
    const shares = (limit: number, members: number) =>
      Array.from({ length: members }, (_, rank) => shareOf(limit, { rank, members }));
    expect(shares(10, 1)).toEqual([10]);
    expect(shares(10, 3)).toEqual([4, 3, 3]);
    expect(shares(11, 3)).toEqual([4, 4, 3]);
    expect(shares(2, 4)).toEqual([1, 1, 0, 0]);
  });
});

describe('standingOf', () => {
  const member = (seq: number, settledSeq: number): WorkerMember => ({ id: `p${seq}`, seq, settledSeq });

  it('admits a process when all who were here before it have made room', () => {
    const members = [member(4, 9), member(9, 0), member(2, 8), member(11, 0)];
    expect(standingOf('p9', members)).toEqual({ rank: 2, members: 4, isAdmitted: false, lastSeq: 11 });
    expect(standingOf('p9', [member(2, 9), ...members.filter(({ seq }) => seq !== 2)])).toMatchObject({
      isAdmitted: true,
    });
    expect(standingOf('p2', members)).toMatchObject({ rank: 0, isAdmitted: true });
    expect(standingOf('p3', members)).toBeNull();
  });

  /** A process as it sees the world since its last sign of life. */
  interface Seen {
    seq: number;
    settledSeq: number;
    standing: Standing | null;
  }

  const sumOf = (processes: Seen[], limit: number) =>
    processes
      .map(({ standing }) => (standing?.isAdmitted ? shareOf(limit, standing) : 0))
      .reduce((sum, share) => sum + share, 0);

  it('never lets processes that see the world at different times have more than the limit together', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.array(fc.tuple(fc.constantFrom('join', 'beat', 'beat', 'beat', 'leave'), fc.nat()), {
          maxLength: 60,
        }),
        (limit, actions) => {
          let live: Seen[] = [];
          let lastSeq = 0;
          const beat = (process: Seen): void => {
            // It kept to the shares that it knew; now it hears the news.
            process.settledSeq = Math.max(process.settledSeq, process.standing?.lastSeq ?? 0);
            const members = live.map(({ seq, settledSeq }) => ({ id: String(seq), seq, settledSeq }));
            process.standing = standingOf(String(process.seq), members);
          };
          for (const [action, who] of actions) {
            const one = live[who % Math.max(live.length, 1)];
            if (action === 'join') {
              const process = { seq: (lastSeq += 1), settledSeq: 0, standing: null };
              live.push(process);
              beat(process);
            } else if (one && action === 'beat') beat(one);
            else if (one) live = live.filter((process) => process !== one);
            expect(sumOf(live, limit)).toBeLessThanOrEqual(limit);
          }
          // When nobody comes or goes for a while, nothing is left over.
          for (let round = 0; round < 2; round += 1) live.forEach(beat);
          live.forEach(beat);
          if (live.length > 0) expect(sumOf(live, limit)).toBe(limit);
        },
      ),
      { numRuns: 500 },
    );
  });
});
