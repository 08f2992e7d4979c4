import { ENOUGH, looksLikeLink, scoreOf, type Signals } from './score';

const PERSON: Signals = {
  isSigned: true,
  isWorked: true,
  secondsTaken: 20,
  isBusyNetwork: false,
  isUnderAttack: false,
  hasLinksInNames: false,
  isDisposable: false,
};
const passes = (signals: Partial<Signals>) => scoreOf({ ...PERSON, ...signals }).score >= ENOUGH;

describe('the score of a submission', () => {
  it('lets people through: with script, with autofill, and without script on our page', () => {
    expect(scoreOf(PERSON)).toEqual({ score: 100, reasons: [] });
    expect(passes({ secondsTaken: 0.5 })).toBe(true);
    expect(passes({ isWorked: false })).toBe(true);
    expect(passes({ isDisposable: true })).toBe(true);
  });

  it('asks for one step more from who is unsigned, or fast and idle, or comes in a crowd without work', () => {
    expect(passes({ isSigned: false, isWorked: false, secondsTaken: null })).toBe(false);
    expect(passes({ isWorked: false, secondsTaken: 1 })).toBe(false);
    expect(passes({ isWorked: false, isBusyNetwork: true })).toBe(false);
    expect(passes({ isWorked: false, isUnderAttack: true })).toBe(false);
    expect(passes({ isWorked: false, hasLinksInNames: true })).toBe(false);
  });

  it.each([
    ['Ana', false],
    ['O’Neill-García', false],
    ['St. John', false],
    ['see http://x.example', true],
    ['win at casino.ru', true],
  ])('of the name "%s": a link? %s', (name, isLink) => {
    expect(looksLikeLink(name)).toBe(isLink);
  });
});
