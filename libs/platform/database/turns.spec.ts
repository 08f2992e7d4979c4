import { setTimeout } from 'node:timers/promises';
import { Turns } from './turns';

/** A question that runs until it is answered. */
function aQuestion(turns: Turns, key: string, signal?: AbortSignal) {
  const question = { isRunning: false, answer: (): void => undefined, done: Promise.resolve() };
  const work = async (): Promise<void> => {
    question.isRunning = true;
    await new Promise<void>((resolve) => (question.answer = resolve));
    question.isRunning = false;
  };
  question.done = turns.take(key, work, signal);
  return question;
}

const soon = () => setTimeout(1);

describe('large questions', () => {
  it('never take more than half of the connections, nor one workspace all of that half', async () => {
    const turns = new Turns(8);
    const mine = [1, 2, 3].map(() => aQuestion(turns, 'mine'));
    const theirs = [1, 2, 3].map(() => aQuestion(turns, 'theirs'));
    await soon();
    const running = () => [...mine, ...theirs].map(({ isRunning }) => isRunning);
    expect(running()).toEqual([true, true, false, true, true, false]);
    theirs[0]?.answer();
    await soon();
    expect(running()).toEqual([true, true, false, false, true, true]);
    mine[0]?.answer();
    await soon();
    expect(running()).toEqual([false, true, true, false, true, true]);
  });

  it('are answered one after the other where there is one connection, whether the last one failed or not', async () => {
    const turns = new Turns(1);
    await expect(turns.take('mine', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await expect(turns.take('mine', () => Promise.resolve(1))).resolves.toBe(1);
  });

  it('are told to come back when nobody finishes in time, and then hold up nobody', async () => {
    const turns = new Turns(2, 5);
    const first = aQuestion(turns, 'mine');
    const second = aQuestion(turns, 'mine');
    await expect(second.done).rejects.toMatchObject({ code: 'database.busy', kind: 'unavailable' });
    first.answer();
    await first.done;
    await expect(turns.take('mine', () => Promise.resolve(1))).resolves.toBe(1);
  });

  it('give up their place when the caller goes away', async () => {
    const turns = new Turns(2);
    const first = aQuestion(turns, 'mine');
    const caller = new AbortController();
    const second = aQuestion(turns, 'mine', caller.signal);
    caller.abort(new Error('gone'));
    await expect(second.done).rejects.toThrow('gone');
    first.answer();
    await expect(turns.take('theirs', () => Promise.resolve(1))).resolves.toBe(1);
    expect(second.isRunning).toBe(false);
  });
});
