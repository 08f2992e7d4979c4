export { FrozenMessages } from './frozen-messages.service';
export { HitsRepository } from './hits.repository';
export { MAX_WAITING_HITS, SETTLE_MS } from './hit-buffer';
export { BURST_LINKS, BURST_WINDOW_MS, TOO_SOON_MS, type MachineReason } from './machine-detection';
export { MessageLinks, type LinkTarget } from './message-links.service';
export {
  MessageTokens,
  type ClickToken,
  type MessageIdentity,
  type MessageLinkTokens,
  type PreferencesToken,
  type UnsubscribeToken,
} from './message-tokens';
export { PreferencePages, type PreferencesChange, type PreferencesPage } from './preference-pages.service';
export { TrackedMessagesRepository } from './tracked-messages.repository';
export { TrackingModule } from './tracking.module';
export { TrackingService, WRITE_INTERVAL_MS, type HitRequest } from './tracking.service';
export { UnsubscribesService, type UnsubscribeOffer, type UnsubscribeRequest } from './unsubscribes.service';
