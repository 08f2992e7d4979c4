import { Ticket, type LeaveOffice } from './ticket';

const FOR_EVER = Infinity;
const OVER = 0;

/** Grants up to `room` messages in all, each answer good until the next of `times`. */
function office(room: number, times: number[]): LeaveOffice & { asked: number[]; givenBack: number } {
  const told = {
    asked: [] as number[],
    givenBack: 0,
    ask: (counts: ReadonlyMap<string, number>) => {
      const wanted = counts.get('gmail') ?? 0;
      told.asked.push(wanted);
      const granted = Math.min(wanted, room);
      room -= granted;
      return Promise.resolve({
        granted: new Map([['gmail', granted]]),
        goodUntil: times.shift() ?? FOR_EVER,
      });
    },
    giveBack: (counts: ReadonlyMap<string, number>) => {
      told.givenBack += counts.get('gmail') ?? 0;
      return Promise.resolve();
    },
  };
  return told;
}

const ask = (ticket: Ticket, count: number) =>
  Promise.all(Array.from({ length: count }, () => ticket.mayGo('gmail')));

describe('leave to go', () => {
  it('is good in time, and where nothing is limited', async () => {
    const calm = office(0, []);
    expect(await ask(new Ticket(FOR_EVER, calm), 2)).toEqual([true, true]);
    expect(await ask(new Ticket(null, calm), 2)).toEqual([true, true]);
    expect([calm.asked, calm.givenBack]).toEqual([[], 0]);
  });

  it('is exchanged by those who come too late, together, as far as there is room', async () => {
    const busy = office(3, []);
    const answers = await ask(new Ticket(OVER, busy), 5);
    expect(answers.filter((may) => may)).toHaveLength(3);
    expect(busy.asked.reduce((sum, count) => sum + count, 0)).toBe(5);
    expect(busy.asked.length).toBeLessThanOrEqual(2);
    expect(busy.givenBack).toBe(5);
  });

  it('is asked for again when it ran out meanwhile, three times, and then given back', async () => {
    const slow = office(9, [OVER, OVER, OVER]);
    expect(await ask(new Ticket(OVER, slow), 1)).toEqual([false]);
    expect([slow.asked, slow.givenBack]).toEqual([[1, 1, 1], 4]);
    const better = office(9, [OVER, OVER]);
    expect(await ask(new Ticket(OVER, better), 1)).toEqual([true]);
    expect([better.asked, better.givenBack]).toEqual([[1, 1, 1], 3]);
  });

  it('is refused to all who ask while the database is away', async () => {
    const away: LeaveOffice = {
      ask: () => Promise.reject(new Error('away')),
      giveBack: () => Promise.resolve(),
    };
    expect(await ask(new Ticket(OVER, away), 2)).toEqual([false, false]);
  });
});
