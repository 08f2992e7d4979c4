import { brakeState, type BrakeFigures } from './emergency-brake';

const thresholds = { complaintPercent: 0.3, bouncePercent: 5, minimumSent: 500 };
const figures = (change: Partial<BrakeFigures>): BrakeFigures => ({
  sent: 1000,
  bounced: 0,
  refused: 0,
  complained: 0,
  ...change,
});
const reason = (change: Partial<BrakeFigures>, override: Parameters<typeof brakeState>[2] = null) =>
  brakeState(figures(change), thresholds, override).reason;

describe('the emergency brake', () => {
  it('pulls above its limits, not at them', () => {
    expect(reason({ complained: 3 })).toBeNull();
    expect(reason({ complained: 4 })).toContain(
      '0.4 % of 1,000 people called the message spam (limit 0.3 %)',
    );
    expect(reason({ bounced: 50 })).toBeNull();
    expect(reason({ bounced: 51 })).toContain('5.1 % of 1,000 messages came back');
  });

  it('says both when both are too many', () => {
    expect(reason({ bounced: 60, complained: 9 })).toMatch(/mailbox does not exist.*, and .*spam.*\.$/);
  });

  it('waits for 500 messages that tell something', () => {
    expect(reason({ sent: 499, bounced: 499 })).toBeNull();
    expect(reason({ sent: 500, bounced: 26 })).not.toBeNull();
  });

  it('counts hard refusals in the conversation like mail that came back, also when nothing was accepted', () => {
    expect(reason({ sent: 949, refused: 51 })).toContain('5.1 %');
    expect(reason({ sent: 0, refused: 500 })).toContain('100 % of 500 messages');
  });

  it('lets a campaign that a person resumed go on until a share is half as high again', () => {
    const override = { complaintPercent: 0.4, bouncePercent: 6 };
    expect(reason({ bounced: 90 }, override)).toBeNull();
    expect(reason({ bounced: 91 }, override)).toContain('limit 9 %');
    expect(reason({ complained: 6 }, override)).toBeNull();
    expect(reason({ complained: 7 }, override)).toContain('limit 0.6 %');
  });

  it('keeps the usual limit for what was not the reason of the pause', () => {
    expect(reason({ complained: 4 }, { complaintPercent: 0, bouncePercent: 8 })).toContain('limit 0.3 %');
  });
});
