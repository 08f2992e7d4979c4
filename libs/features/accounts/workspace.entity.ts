import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { FrequencyCap, QuietHours, TrackingMode, UncertainPolicy } from './workspace-settings';

/** The tenant: everything else belongs to exactly one. */
@Entity({ name: 'workspaces' })
@Unique('uq_workspaces_slug', ['slug'])
export class Workspace {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()', primaryKeyConstraintName: 'pk_workspaces' })
  id: string;

  /** Short name for addresses and commands: lower case letters, digits, hyphens. */
  @Column({ type: 'text' })
  slug: string;

  @Column({ type: 'text' })
  name: string;

  /** IANA name; days, weeks and send times of the workspace are counted in it. */
  @Column({ name: 'time_zone', type: 'text', default: 'UTC' })
  timeZone: string;

  /** BCP 47 tag used when a contact has none. */
  @Column({ type: 'text', default: 'en' })
  locale: string;

  /** Printed at the foot of marketing mail, as the law of many countries asks. */
  @Column({ name: 'postal_address', type: 'text', default: '' })
  postalAddress: string;

  @Column({ name: 'website_url', type: 'text', default: '' })
  websiteUrl: string;

  @Column({ name: 'tracking_mode', type: 'text', default: 'none' })
  trackingMode: TrackingMode;

  /** Segments smaller than this are not mailed without a confirmation. */
  @Column({ name: 'minimum_segment_size', type: 'integer', default: 10 })
  minimumSegmentSize: number;

  @Column({ name: 'uncertain_policy', type: 'text', default: 'leave' })
  uncertainPolicy: UncertainPolicy;

  /** The emergency brake pauses a campaign above this share of complaints, in percent of what was sent. */
  @Column({ name: 'brake_complaint_percent', type: 'double precision', default: 0.3 })
  brakeComplaintPercent: number;

  /** And above this share of mailboxes that do not exist. */
  @Column({ name: 'brake_bounce_percent', type: 'double precision', default: 5 })
  brakeBouncePercent: number;

  /** Not before so many messages. */
  @Column({ name: 'brake_minimum_sent', type: 'integer', default: 500 })
  brakeMinimumSent: number;

  /** ISO 4217; every order is in it. Fixed once there is one. */
  @Column({ type: 'text', default: 'EUR' })
  currency: string;

  /** Subscriptions that nobody confirmed, and contacts who came for them alone, are forgotten after so many days. */
  @Column({ name: 'unconfirmed_days', type: 'integer', default: 30 })
  unconfirmedDays: number;

  @Column({ name: 'cap_emails', type: 'integer', nullable: true })
  capEmails: number | null;

  @Column({ name: 'cap_days', type: 'integer', nullable: true })
  capDays: number | null;

  /** `HH:MM:SS`, as PostgreSQL writes it. */
  @Column({ name: 'quiet_from', type: 'time', nullable: true })
  quietFrom: string | null;

  @Column({ name: 'quiet_to', type: 'time', nullable: true })
  quietTo: string | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;

  get frequencyCap(): FrequencyCap | null {
    return this.capEmails === null || this.capDays === null
      ? null
      : { emails: this.capEmails, days: this.capDays };
  }

  get quietHours(): QuietHours | null {
    return this.quietFrom === null || this.quietTo === null
      ? null
      : { from: this.quietFrom.slice(0, 5), to: this.quietTo.slice(0, 5) };
  }
}
