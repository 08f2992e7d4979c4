import { Wire } from './wire';

describe('the wire to one server', () => {
  it('hands over little at a time to a slow server and much to a fast one', () => {
    const wire = new Wire(2);
    for (let i = 0; i < 20; i += 1) wire.took(10, 5_000);
    expect(wire.sliceSize).toBe(5);
    for (let i = 0; i < 20; i += 1) wire.took(50, 10);
    expect(wire.sliceSize).toBe(50);
  });

  it('lets the runs share what may wait for the connections of a slow server', () => {
    const wire = new Wire(20);
    for (let i = 0; i < 20; i += 1) wire.took(10, 5_000);
    const first = wire.join();
    expect(wire.sliceSize).toBe(40);
    const others = [wire.join(), wire.join(), wire.join()];
    expect(wire.sliceSize).toBe(10);
    first();
    others[0]?.();
    expect(wire.sliceSize).toBe(20);
  });

  it('lets twice as many in as there are connections, and the next one when one leaves', async () => {
    const wire = new Wire(1);
    await wire.enter();
    await wire.enter();
    const order: string[] = [];
    const third = wire.enter().then(() => order.push('third is in'));
    await Promise.resolve();
    expect(order).toEqual([]);
    order.push('first leaves');
    wire.leave();
    await third;
    expect(order).toEqual(['first leaves', 'third is in']);
  });
});
