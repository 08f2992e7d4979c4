export { attributedOrders, ATTRIBUTION_DAYS, ORDER_COUNTS, ORDER_REVENUE } from './attribution-sql';
export { requestReasons, TOO_SOON_MS, type RequestSigns } from './machine-detection';
export { DELIVERED, HUMAN_CLICK, HUMAN_OPEN, TRACKABLE_DELIVERED } from './mail-measures';
export { MessageLinks } from './message-links.service';
export { MessageTokens } from './message-tokens';
export {
  PreferenceChanges,
  type PreferencesForm,
  type PreferencesSender,
  type SavedPreferences,
} from './preference-changes.service';
export { PreferencePages, type PreferencesPage } from './preference-pages.service';
export { preferenceSentences } from './preference-sentences';
export { PREFERENCE_TEXTS, preferenceText, type PreferenceText } from './preference-texts';
export { TrackingModule } from './tracking.module';
export { TrackingService, type HitRequest } from './tracking.service';
export { UnsubscribesService, type UnsubscribeOffer } from './unsubscribes.service';
