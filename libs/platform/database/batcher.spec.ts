import { Batcher } from './batcher';

interface Item {
  name: string;
  keys?: string[];
}

/** Groups that are under way until `finish` is called. */
function stage({ bad = '' } = {}) {
  const groups: string[][] = [];
  const started: (() => void)[] = [];
  const batcher = new Batcher<Item, string>({
    together: async (items) => {
      groups.push(items.map(({ name }) => name));
      await new Promise<void>((resolve) => started.push(resolve));
      if (items.some(({ name }) => name === bad)) throw new Error('one of them is bad');
      return items.map(({ name }) => `${name} stored`);
    },
    alone: async ({ name }) => {
      if (name === bad) throw new Error(`${name} is bad`);
      return `${name} stored alone`;
    },
    keysOf: ({ keys = [] }) => keys,
  });
  /** Lets the group that runs end, once there is one. */
  const finish = async (): Promise<void> => {
    while (started.length === 0) await new Promise(setImmediate);
    started.shift()?.();
  };
  const isUnderWay = async (): Promise<void> => {
    while (started.length === 0) await new Promise(setImmediate);
  };
  return { batcher, groups, finish, isUnderWay };
}

describe('Batcher', () => {
  it('lets what arrives while a group is under way share the next one', async () => {
    const { batcher, groups, finish, isUnderWay } = stage();
    const first = batcher.add({ name: 'a' });
    await isUnderWay();
    const others = Promise.all([batcher.add({ name: 'b' }), batcher.add({ name: 'c' })]);
    await finish();
    await finish();
    await expect(first).resolves.toBe('a stored');
    await expect(others).resolves.toEqual(['b stored', 'c stored']);
    expect(groups).toEqual([['a'], ['b', 'c']]);
  });

  it('puts those who share a key into groups one after the other', async () => {
    const { batcher, groups, finish } = stage();
    const all = Promise.all(
      [
        { name: 'a', keys: ['anna'] },
        { name: 'b', keys: ['anna', 'x'] },
        { name: 'c', keys: ['carl'] },
        { name: 'd', keys: ['x'] },
      ].map(async (item) => batcher.add(item)),
    );
    await finish();
    await finish();
    await all;
    expect(groups).toEqual([['a', 'c', 'd'], ['b']]);
  });

  it('fails only the bad item of a group, and goes on', async () => {
    const { batcher, finish } = stage({ bad: 'b' });
    const all = Promise.allSettled(['a', 'b', 'c'].map(async (name) => batcher.add({ name })));
    await finish();
    expect(await all).toEqual([
      { status: 'fulfilled', value: 'a stored alone' },
      { status: 'rejected', reason: new Error('b is bad') },
      { status: 'fulfilled', value: 'c stored alone' },
    ]);
    const later = batcher.add({ name: 'd' });
    await finish();
    await expect(later).resolves.toBe('d stored');
  });

  it('bounds a group', async () => {
    const { batcher, groups, finish } = stage();
    const all = Promise.all(Array.from({ length: 150 }, async (_, i) => batcher.add({ name: `n${i}` })));
    await finish();
    await finish();
    await all;
    expect(groups.map(({ length }) => length)).toEqual([100, 50]);
  });
});
