import { requestHash } from './request-hash';

const base = { to: { email: 'a@b.example' }, templateId: 't', data: { a: 1, b: [{ x: 1, y: 2 }] } };

describe('requestHash', () => {
  it('is the same for the same request, in whatever order its keys stand, and whatever its own key is', () => {
    const turned = { data: { b: [{ y: 2, x: 1 }], a: 1 }, templateId: 't', to: { email: 'a@b.example' } };
    expect(requestHash({ ...turned, idempotencyKey: 'k', subject: undefined })).toEqual(requestHash(base));
  });

  it.each([
    { ...base, data: { a: 2, b: [{ x: 1, y: 2 }] } },
    { ...base, data: { a: 1, b: [{ x: 1 }, { y: 2 }] } },
    { ...base, to: { email: 'c@b.example' } },
    { ...base, track: true },
    { ...base, sendAt: new Date(0) },
    { ...base, data: { a: '1', b: [{ x: 1, y: 2 }] } },
    { ...base, data: { b: [['x', 1]] } },
  ])('differs for %j', (other) => {
    expect(requestHash(other)).not.toEqual(requestHash(base));
  });

  it('tells objects from lists of pairs', () => {
    expect(requestHash({ ...base, data: { a: { x: 1 } } })).not.toEqual(
      requestHash({ ...base, data: { a: [['x', 1]] } }),
    );
  });
});
