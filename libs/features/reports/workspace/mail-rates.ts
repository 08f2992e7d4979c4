import { shareOf } from '../campaign-report';
import type { MailFigures } from './campaign-days.repository';

/** Fractions from 0 to 1, null where the base is zero: the formulas of a campaign's report. */
export interface MailRates {
  openRate: number | null;
  clickRate: number | null;
  clickToOpenRate: number | null;
  unsubscribeRate: number | null;
  complaintRate: number | null;
}

export const NO_MAIL: MailFigures = {
  sent: 0,
  delivered: 0,
  bounced: 0,
  trackableDelivered: 0,
  opened: 0,
  clicked: 0,
  unsubscribed: 0,
  complained: 0,
};

type Counted = Omit<MailFigures, 'bounced' | 'sent'>;

export function ratesOf(figures: Counted): MailRates {
  return {
    openRate: shareOf(figures.opened, figures.trackableDelivered),
    clickRate: shareOf(figures.clicked, figures.delivered),
    clickToOpenRate: shareOf(figures.clicked, figures.opened),
    unsubscribeRate: shareOf(figures.unsubscribed, figures.delivered),
    complaintRate: shareOf(figures.complained, figures.delivered),
  };
}
