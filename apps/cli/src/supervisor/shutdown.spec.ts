import { Shutdown } from './shutdown';

describe('Shutdown', () => {
  it('ends the last first, one after the other, once', async () => {
    const order: string[] = [];
    const shutdown = new Shutdown();
    for (const name of ['lock', 'database', 'api']) {
      const stop = async () => {
        order.push(`${name} begins`);
        await Promise.resolve();
        order.push(`${name} ended`);
      };
      shutdown.add({ name, stop });
    }
    await Promise.all([shutdown.stop(), shutdown.stop()]);
    expect(order).toEqual(['api', 'database', 'lock'].flatMap((name) => [`${name} begins`, `${name} ended`]));
  });

  it('goes on when one part fails, and says which', async () => {
    let ended = false;
    const shutdown = new Shutdown();
    shutdown.add({ name: 'lock', stop: () => void (ended = true), isInstant: true });
    expect(shutdown.isNoticeable).toBe(false);
    shutdown.add({ name: 'database', stop: () => Promise.reject(new Error('stuck')) });
    expect(shutdown.isNoticeable).toBe(true);
    expect(await shutdown.stop()).toEqual(['The database could not be stopped: stuck']);
    expect(ended).toBe(true);
  });
});
