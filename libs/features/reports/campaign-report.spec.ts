import { emptyCounts } from '@features/deliveries';
import { toNumbers, type CampaignFigures } from './campaign-report';

const figures = (change: Partial<CampaignFigures>): CampaignFigures => ({
  deliveries: emptyCounts(),
  bounced: { hard: 0, soft: 0, block: 0 },
  refused: { hard: 0, soft: 0, block: 0 },
  complained: 0,
  unsubscribed: 0,
  trackableDelivered: 0,
  uniqueHumanOpeners: 0,
  uniqueHumanClickers: 0,
  totalHumanOpens: 0,
  totalHumanClicks: 0,
  machineOpens: 0,
  machineClicks: 0,
  ...change,
});

describe('campaign report', () => {
  it('follows the formulas', () => {
    const numbers = toNumbers(
      figures({
        deliveries: { ...emptyCounts(), accepted: 1000, refused: 20, suppressed: 5 },
        bounced: { hard: 30, soft: 10, block: 60 },
        trackableDelivered: 300,
        uniqueHumanOpeners: 150,
        uniqueHumanClickers: 45,
        unsubscribed: 9,
        complained: 1,
      }),
    );
    expect(numbers).toMatchObject({ audience: 1025, sent: 1000, delivered: 900 });
    expect(numbers.rates).toEqual({
      bounceRate: 0.04,
      openRate: 0.5,
      clickRate: 0.05,
      clickToOpenRate: 0.3,
      unsubscribeRate: 0.01,
      complaintRate: 1 / 900,
    });
  });

  it('has no rate without a base', () => {
    expect(new Set(Object.values(toNumbers(figures({})).rates))).toEqual(new Set([null]));
  });
});
