import { AudienceCounter } from './audience-counter.service';
import { AudienceCountsRepository } from './audience-counts.repository';
import { ContentReadiness } from './content-readiness.service';
import { DraftMessages } from './draft-messages.service';
import { LastAudienceRepository } from './last-audience.repository';
import { MessageChecks } from './message-checks.service';
import { PeopleChecks } from './people-checks.service';
import { PreflightService } from './preflight.service';
import { SampleMessagesService } from './sample-messages.service';
import { SenderChecks } from './sender-checks.service';
import { SendingPaces } from './sending-paces.service';
import { SendingRoutes } from './sending-routes.service';

/** A room of `CampaignsModule`: scheduling asks it what blocks. */
export const preflightProviders = [
  AudienceCounter,
  AudienceCountsRepository,
  ContentReadiness,
  DraftMessages,
  LastAudienceRepository,
  MessageChecks,
  PeopleChecks,
  PreflightService,
  SampleMessagesService,
  SenderChecks,
  SendingPaces,
  SendingRoutes,
];
