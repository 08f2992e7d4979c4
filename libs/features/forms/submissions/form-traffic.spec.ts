import { FormTraffic } from './form-traffic';

const NOW = new Date('2026-11-23T12:00:00Z');

function traffic(posts: { people: number; suspects: number }): FormTraffic {
  const made = new FormTraffic();
  for (let post = 0; post < posts.people; post += 1) made.add('form', false, NOW);
  for (let post = 0; post < posts.suspects; post += 1) made.add('form', true, NOW);
  return made;
}

it('a crowd is no attack: thousands of people, a few of them without script', () => {
  const crowd = traffic({ people: 30_000, suspects: 600 });
  expect([crowd.isUnderAttack('form', NOW), crowd.extraBits('form', NOW)]).toEqual([false, 0]);
});

it('many suspect posts are one, when they are a good part of all', () => {
  const attack = traffic({ people: 100, suspects: 480 });
  expect([attack.isUnderAttack('form', NOW), attack.extraBits('form', NOW)]).toEqual([true, 2]);
});

it('few suspect posts are none, even where there are no others', () => {
  expect(traffic({ people: 0, suspects: 120 }).isUnderAttack('form', NOW)).toBe(false);
  expect(traffic({ people: 0, suspects: 121 }).isUnderAttack('form', NOW)).toBe(true);
});

it('an attack on one form is none on another, and is over a minute later', () => {
  const attack = traffic({ people: 0, suspects: 1_000 });
  expect(attack.isUnderAttack('other', NOW)).toBe(false);
  expect(attack.isUnderAttack('form', new Date(NOW.getTime() + 60_000))).toBe(false);
});
