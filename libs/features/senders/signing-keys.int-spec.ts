import { startSendersFixture, type SendersFixture } from '../../testing/senders-fixture';
import { KEY_STATUSES, maySign } from './domains/domain-key';
import { DomainKeysRepository } from './domains/domain-keys.repository';

const ALGORITHMS = ['rsa-sha256', 'ed25519-sha256'] as const;

let product: SendersFixture;

beforeAll(async () => {
  product = await startSendersFixture();
});

afterAll(() => product.close());

it.each([true, false])(
  'the keys that sign are those that may, whatever became of them, published: %s',
  async (isPublished) => {
    const keys = product.app.get(DomainKeysRepository);
    const { workspaceId, ...actor } = await product.anActor();
    const { id, domain, keys: made } = await product.aDomain({ workspaceId, ...actor });
    await keys.delete(
      workspaceId,
      id,
      made.map(({ selector }) => selector),
    );
    // One status after the other: two keys of one kind never have the same place.
    for (const status of [...KEY_STATUSES].reverse()) {
      const fresh = ALGORITHMS.map((algorithm) => ({
        selector: `${status}-${algorithm}`,
        algorithm,
        publicKey: 'p',
        sealedKey: 'box',
      }));
      await keys.insert(workspaceId, id, fresh);
      const inserted = (await keys.list(workspaceId, id)).filter(({ selector }) =>
        fresh.some((key) => key.selector === selector),
      );
      await keys.update(
        workspaceId,
        id,
        inserted.map((key) => ({ ...key, status, isPublished })),
      );
    }
    const all = await keys.list(workspaceId, id);
    expect(all).toHaveLength(KEY_STATUSES.length * ALGORITHMS.length);
    const signing = await keys.listSigning(workspaceId, domain);
    const allowed = all.filter(maySign).map(({ selector }) => selector);
    expect(signing.map(({ selector }) => selector).sort()).toEqual(allowed.sort());
    expect(allowed).toHaveLength(isPublished ? 4 : 0);
  },
);
