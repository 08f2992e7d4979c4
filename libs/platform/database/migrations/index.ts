import { CreateBase1795392000100 } from './1795392000100-create-base';
import { CreateAccounts1795392000200 } from './1795392000200-create-accounts';
import { CreateContacts1795392000300 } from './1795392000300-create-contacts';
import { CreateEvents1795392000400 } from './1795392000400-create-events';
import { CreateConsent1795392000500 } from './1795392000500-create-consent';
import { CreateTemplatesAndSegments1795392000600 } from './1795392000600-create-templates-and-segments';
import { CreateCampaignsAndDeliveries1795392000700 } from './1795392000700-create-campaigns-and-deliveries';
import { LightenContacts1795392000800 } from './1795392000800-lighten-contacts';
import { CreateOrdersAndComputedValues1795392000900 } from './1795392000900-create-orders-and-computed-values';
import { CreateTrackedSegments1795392001000 } from './1795392001000-create-tracked-segments';
import { CreateSegmentHistory1795392001100 } from './1795392001100-create-segment-history';
import { SpeedUpSegments1795392001500 } from './1795392001500-speed-up-segments';
import { ShowDeliveriesAsEvents1795392001510 } from './1795392001510-show-deliveries-as-events';
import { GuardStatusMoves1795392001600 } from './1795392001600-guard-status-moves';
import { MarkNewContactsByRow1795392001700 } from './1795392001700-mark-new-contacts-by-row';
import { PrepareSendingEngine1795392001800 } from './1795392001800-prepare-sending-engine';
import { CreateSmtpServers1795392001900 } from './1795392001900-create-smtp-servers';
import { CreateSendingLimits1795392002000 } from './1795392002000-create-sending-limits';
import { CreateSendingDomains1795392002100 } from './1795392002100-create-sending-domains';
import { CreateCampaignControl1795392002200 } from './1795392002200-create-campaign-control';
import { CreateAudienceChunks1795392002300 } from './1795392002300-create-audience-chunks';
import { CreateAbTests1795392002400 } from './1795392002400-create-ab-tests';
import { CreateMessages1795392002500 } from './1795392002500-create-messages';
import { CreateCapsAndQuietHours1795392002700 } from './1795392002700-create-caps-and-quiet-hours';
import { TellWaitsApart1795392002800 } from './1795392002800-tell-waits-apart';
import { ComeBackInTime1795392002900 } from './1795392002900-come-back-in-time';
import { CreateSequenceMail1795392003000 } from './1795392003000-create-sequence-mail';
import { CreateAssets1795392003100 } from './1795392003100-create-assets';
import { CreateWebhooks1795392003110 } from './1795392003110-create-webhooks';
import { CreateChatSources1795392003120 } from './1795392003120-create-chat-sources';
import { LetPeopleChoose1795392003200 } from './1795392003200-let-people-choose';
import { CreateForms1795392003300 } from './1795392003300-create-forms';
import { CreateSequences1795392003400 } from './1795392003400-create-sequences';
import { CreateEnrollments1795392003500 } from './1795392003500-create-enrollments';
import { CreateSequenceNotices1795392003510 } from './1795392003510-create-sequence-notices';
import { LetEmailsBeBlocks1795392003610 } from './1795392003610-let-emails-be-blocks';
import { CountWhatLinksGive1795392003620 } from './1795392003620-count-what-links-give';
import { ForgetSequenceLogs1795392003730 } from './1795392003730-forget-sequence-logs';
import { FindFailedWebhookCalls1795392003740 } from './1795392003740-find-failed-webhook-calls';
import { CreateImages1795392003780 } from './1795392003780-create-images';
import { CreateSavedBlocks1795392003781 } from './1795392003781-create-saved-blocks';
import { ListSuppressions1795392003750 } from './1795392003750-list-suppressions';
import { CreateReportFigures1795392003760 } from './1795392003760-create-report-figures';
import { SearchAndSortContacts1795392003790 } from './1795392003790-search-and-sort-contacts';
import { FindSubmissionsAndAuditEntries1795392003791 } from './1795392003791-find-submissions-and-audit-entries';
import { CountCampaignEdits1795392003810 } from './1795392003810-count-campaign-edits';
import { KeepGrowth1795392003820 } from './1795392003820-keep-growth';
import { KeepAnswers1795392003830 } from './1795392003830-keep-answers';
import { SearchContactsInACopy1795392003870 } from './1795392003870-search-contacts-in-a-copy';

/** In order. Never edit a merged migration: add one. */
export const migrations = [
  CreateBase1795392000100,
  CreateAccounts1795392000200,
  CreateContacts1795392000300,
  CreateEvents1795392000400,
  CreateConsent1795392000500,
  CreateTemplatesAndSegments1795392000600,
  CreateCampaignsAndDeliveries1795392000700,
  LightenContacts1795392000800,
  CreateOrdersAndComputedValues1795392000900,
  CreateTrackedSegments1795392001000,
  CreateSegmentHistory1795392001100,
  SpeedUpSegments1795392001500,
  ShowDeliveriesAsEvents1795392001510,
  GuardStatusMoves1795392001600,
  MarkNewContactsByRow1795392001700,
  PrepareSendingEngine1795392001800,
  CreateSmtpServers1795392001900,
  CreateSendingLimits1795392002000,
  CreateSendingDomains1795392002100,
  CreateCampaignControl1795392002200,
  CreateAudienceChunks1795392002300,
  CreateAbTests1795392002400,
  CreateMessages1795392002500,
  CreateCapsAndQuietHours1795392002700,
  TellWaitsApart1795392002800,
  ComeBackInTime1795392002900,
  CreateSequenceMail1795392003000,
  CreateAssets1795392003100,
  CreateWebhooks1795392003110,
  CreateChatSources1795392003120,
  LetPeopleChoose1795392003200,
  CreateForms1795392003300,
  CreateSequences1795392003400,
  CreateEnrollments1795392003500,
  CreateSequenceNotices1795392003510,
  LetEmailsBeBlocks1795392003610,
  CountWhatLinksGive1795392003620,
  ForgetSequenceLogs1795392003730,
  FindFailedWebhookCalls1795392003740,
  ListSuppressions1795392003750,
  CreateReportFigures1795392003760,
  CreateImages1795392003780,
  CreateSavedBlocks1795392003781,
  SearchAndSortContacts1795392003790,
  FindSubmissionsAndAuditEntries1795392003791,
  CountCampaignEdits1795392003810,
  KeepGrowth1795392003820,
  KeepAnswers1795392003830,
  SearchContactsInACopy1795392003870,
];
