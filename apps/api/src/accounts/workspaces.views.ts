import type { TrackingMode, UncertainPolicy, Workspace } from '@features/accounts';
import { MyWorkspaceView } from './me.views';
import { FrequencyCapDto, QuietHoursDto } from './workspaces.dto';

/** A workspace with its settings. */
export class WorkspaceView {
  /** Id of the workspace. */
  id!: string;
  /** Short name for addresses and commands. */
  slug!: string;
  /** Name shown to people. */
  name!: string;
  /** IANA name; days, weeks and send times are counted in it. */
  timeZone!: string;
  /** Language of contacts who have none. */
  locale!: string;
  /** Postal address of the sender. */
  postalAddress!: string;
  /** Web site of the sender; empty when not set. */
  websiteUrl!: string;
  /** How much of a contact's opens and clicks is recorded. */
  trackingMode!: TrackingMode;
  /** Previews warn below this number of contacts. */
  minimumSegmentSize!: number;
  /** What happens to deliveries whose outcome is unknown after a crash. */
  uncertainPolicy!: UncertainPolicy;
  /** Percent of complaints above which the emergency brake pauses a campaign. */
  brakeComplaintPercent!: number;
  /** Percent of mailboxes that do not exist above which it does. */
  brakeBouncePercent!: number;
  /** Messages before which it does not. */
  brakeMinimumSent!: number;
  /** Currency of all orders, ISO 4217. */
  currency!: string;
  /** Days after which unconfirmed subscriptions, and contacts who came for them alone, are forgotten. */
  unconfirmedDays!: number;
  /** How often a person hears from the workspace at most; null for no cap. */
  frequencyCap!: FrequencyCapDto | null;
  /** When no marketing mail goes out, in each person's time zone; null for never. */
  quietHours!: QuietHoursDto | null;
  /** When it was made. */
  createdAt!: Date;
}

/** The workspaces of a user: never so many that they need pages. */
export class WorkspaceListView {
  /** In the order of their names. */
  items!: MyWorkspaceView[];
}

export function toWorkspaceView(workspace: Workspace): WorkspaceView {
  return {
    id: workspace.id,
    slug: workspace.slug,
    name: workspace.name,
    timeZone: workspace.timeZone,
    locale: workspace.locale,
    postalAddress: workspace.postalAddress,
    websiteUrl: workspace.websiteUrl,
    trackingMode: workspace.trackingMode,
    minimumSegmentSize: workspace.minimumSegmentSize,
    uncertainPolicy: workspace.uncertainPolicy,
    brakeComplaintPercent: workspace.brakeComplaintPercent,
    brakeBouncePercent: workspace.brakeBouncePercent,
    brakeMinimumSent: workspace.brakeMinimumSent,
    currency: workspace.currency,
    unconfirmedDays: workspace.unconfirmedDays,
    frequencyCap: workspace.frequencyCap,
    quietHours: workspace.quietHours,
    createdAt: workspace.createdAt,
  };
}
