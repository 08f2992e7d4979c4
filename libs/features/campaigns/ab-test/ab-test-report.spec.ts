import { DEFAULT_SETTINGS, type AbTest } from './ab-test';
import { sayState, stateOf } from './ab-test-report';

const at = (time: string) => new Date(`2026-11-23T${time}:00Z`);
const test = (change: Partial<AbTest> = {}): AbTest => ({
  ...DEFAULT_SETTINGS,
  campaignId: 'c',
  workspaceId: 'w',
  variants: [],
  startedAt: at('08:00'),
  decideAt: at('12:00'),
  waitingSince: null,
  winner: null,
  decidedAt: null,
  decidedBy: null,
  decisionReason: null,
  ...change,
});
const clock = { now: at('09:00'), zone: 'Europe/Lisbon' };
const said = (change: Partial<AbTest>, status: 'sending' | 'paused' | 'cancelled' | 'sent' = 'sending') => {
  const state = stateOf({ status, audienceCount: 100 }, test(change));
  return [state, sayState(state, test(change), clock)];
};

it('says where a test stands, until when, and who decided', () => {
  expect(said({ startedAt: null, decideAt: null })).toEqual([
    'not-started',
    'The test starts when the campaign is sent.',
  ]);
  expect(said({})).toEqual(['running', 'Running until 12:00, then it is decided by rule.']);
  expect(said({ decision: 'manual' })[1]).toBe('Running until 12:00, then a person decides.');
  expect(said({}, 'paused')[1]).toMatch(/^The campaign is paused\. Nothing is decided before it goes on/);
  expect(said({ waitingSince: at('12:00') })).toEqual([
    'waiting',
    'Waiting since 12:00 for a person to choose the winner; the rest of the audience is held.',
  ]);
  const decided = { winner: 'b', decidedAt: at('12:00'), decisionReason: 'x' } as const;
  expect(said(decided, 'sent')).toEqual(['decided', 'Decided by rule at 12:00: B won.']);
  expect(said({ ...decided, decidedBy: 'Ana' }, 'cancelled')[1]).toContain('Decided by Ana');
  expect(said({}, 'cancelled')[0]).toBe('ended');
  expect(stateOf({ status: 'sent', audienceCount: 0 }, test())).toBe('ended');
});
