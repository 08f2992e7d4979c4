import type { Campaign, LocalTimes } from '@features/campaigns';
import { CampaignView, toCampaignView } from './campaigns.views';

/** People of one time zone. */
export class ZoneCountView {
  /** IANA name, such as `Europe/Lisbon`. */
  zone: string;
  /** The instant at which it is that time there. */
  at: Date;
  /** People who get the campaign then. */
  contacts: number;
  /** Of them: people without a known time zone, who are counted in the workspace's. */
  unknown: number;
  /** The time is over there: they get it, or got it, as soon as the audience is fixed. */
  hasPassed: boolean;
}

/** When it is a local time for whom of an audience. */
export class LocalTimesView {
  /** Without an offset, such as `2026-12-01T09:00`. */
  localTime: string;
  /** Zones that somebody of the audience has, the earliest first. */
  zones: ZoneCountView[];
  /** All people of the audience who may be mailed. */
  contacts: number;
  /** Of them: people without a known time zone. */
  unknownContacts: number;
  /** Of them: people for whom the time is over. */
  passedContacts: number;
}

export class ScheduledCampaignView extends CampaignView {
  /** At a local time: who gets it when. Null at an instant, and for keys that may not count people. */
  localTimes: LocalTimesView | null;
}

export function toScheduledCampaignView(
  campaign: Campaign,
  localTimes: LocalTimes | null,
): ScheduledCampaignView {
  return { ...toCampaignView(campaign), localTimes };
}
