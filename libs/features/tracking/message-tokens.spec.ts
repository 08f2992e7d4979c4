import { randomUUID } from 'node:crypto';
import { TokenSigner } from '@platform/tokens';
import { MessageTokens } from './message-tokens';

const tokens = new MessageTokens(new TokenSigner('a secret of at least thirty-two characters'));
const ids = { deliveryId: randomUUID(), contactId: randomUUID(), topicId: randomUUID() };

describe('MessageTokens', () => {
  it('reads back what it made, and nothing personal shows', () => {
    const made = tokens.forDelivery(ids);
    const { deliveryId, contactId, topicId } = ids;
    expect(tokens.parseOpen(made.open)).toBe(deliveryId);
    expect(tokens.parseView(made.view)).toBe(deliveryId);
    expect(tokens.parseClick(`${made.click}~7`)).toEqual({ deliveryId, link: 7 });
    expect(tokens.parseUnsubscribe(made.unsubscribe)).toEqual({
      contactId,
      topicId,
      deliveryId,
      isTest: false,
    });
    expect(tokens.parsePreferences(made.preferences)).toEqual({ contactId, deliveryId, isTest: false });
    for (const token of Object.values(made)) expect(token).toMatch(/^[\w-]{40,100}$/);
  });

  it('gives a single message its preferences, and a pixel and tracked links only when it is tracked', () => {
    const { deliveryId, contactId } = ids;
    const plain = tokens.forMessage(ids, { isTracked: false });
    expect(Object.keys(plain).sort()).toEqual(['preferences', 'view']);
    expect(tokens.parsePreferences(plain.preferences)).toEqual({ contactId, deliveryId, isTest: false });
    expect(tokens.parseView(plain.view)).toBe(deliveryId);
    const tracked = tokens.forMessage(ids, { isTracked: true });
    expect(tokens.parseOpen(tracked.open ?? '')).toBe(deliveryId);
    expect(tokens.parseClick(`${tracked.click}~1`)).toEqual({ deliveryId, link: 1 });
    expect(tracked).not.toHaveProperty('unsubscribe');
  });

  it('takes no token for another purpose', () => {
    const made = tokens.forDelivery(ids);
    const all = Object.values(made);
    const readers = [
      (token: string) => tokens.parseOpen(token),
      (token: string) => tokens.parseClick(`${token}~0`),
      (token: string) => tokens.parseUnsubscribe(token),
      (token: string) => tokens.parsePreferences(token),
      (token: string) => tokens.parseView(token),
    ];
    readers.forEach((read, index) => {
      expect(all.map((token) => read(token) !== null)).toEqual(all.map((_, at) => at === index));
    });
  });

  it('refuses positions that are none, and junk', () => {
    const { click } = tokens.forDelivery(ids);
    for (const text of [
      click,
      `${click}~`,
      `${click}~-1`,
      `${click}~1e3`,
      `${click}~1000`,
      `${click}~0~1`,
      '~0',
      '',
    ]) {
      expect(tokens.parseClick(text)).toBeNull();
    }
  });

  it('makes test tokens that are not tracked and name nobody', () => {
    const made = tokens.forTest(ids);
    expect(made).not.toHaveProperty('open');
    expect(made).not.toHaveProperty('click');
    expect(tokens.parseUnsubscribe(made.unsubscribe)).toMatchObject({ isTest: true, deliveryId: null });
    expect(tokens.parsePreferences(made.preferences)).toMatchObject({ isTest: true });
  });
});
