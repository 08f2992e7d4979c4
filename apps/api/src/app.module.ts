import { Module, type DynamicModule } from '@nestjs/common';
import type { Settings } from '@platform/config';
import { FoundationModule } from '@platform/foundation';
import type { Logger } from '@platform/logging';
import { AccountsApiModule } from './accounts/accounts-api.module';
import { AnalysisApiModule } from './analysis/analysis-api.module';
import { AssetsApiModule } from './assets/assets-api.module';
import { CampaignsApiModule } from './campaigns/campaigns-api.module';
import { ComputedValuesApiModule } from './computed-values/computed-values-api.module';
import { ConsentApiModule } from './consent/consent-api.module';
import { ContactImportsApiModule } from './contact-imports/contact-imports-api.module';
import { ContactsApiModule } from './contacts/contacts-api.module';
import { EventsApiModule } from './events/events-api.module';
import { FormsApiModule } from './forms/forms-api.module';
import { HealthModule } from './health/health.module';
import { HttpModule } from './http/http.module';
import { IntegrationsApiModule } from './integrations/integrations-api.module';
import { MessagesApiModule } from './messages/messages-api.module';
import { OpenApiModule } from './openapi/openapi.module';
import { OrdersApiModule } from './orders/orders-api.module';
import { PublicModule } from './public/public.module';
import { ReportsApiModule } from './reports/reports-api.module';
import { SegmentLibraryApiModule } from './segment-library/segment-library-api.module';
import { SegmentsApiModule } from './segments/segments-api.module';
import { SendersApiModule } from './senders/senders-api.module';
import { SendingLimitsApiModule } from './sending-limits/sending-limits-api.module';
import { SequenceLibraryApiModule } from './sequences/library-api.module';
import { SequencesApiModule } from './sequences/sequences-api.module';
import { SmtpServersApiModule } from './smtp-servers/smtp-servers-api.module';
import { TemplatesApiModule } from './templates/templates-api.module';
import { WebhooksApiModule } from './webhooks/webhooks-api.module';
import { WebAppModule } from './web-app/web-app.module';

/** What the composition root needs from outside. */
export interface AppOptions {
  settings: Settings;
  logger: Logger;
}

/** Composition root of the API: every feature has one line here. */
@Module({})
export class AppModule {
  static forOptions({ settings, logger }: AppOptions): DynamicModule {
    return {
      module: AppModule,
      imports: [
        FoundationModule.forProcess({ process: 'api', settings, logger }),
        HttpModule,
        // First: requests are compared with one route after the other, and these come by the thousand.
        PublicModule,
        HealthModule,
        OpenApiModule,
        AccountsApiModule,
        ContactsApiModule,
        ContactImportsApiModule,
        EventsApiModule,
        OrdersApiModule,
        ComputedValuesApiModule,
        ConsentApiModule,
        SegmentLibraryApiModule,
        SegmentsApiModule,
        TemplatesApiModule,
        SendersApiModule,
        SmtpServersApiModule,
        SendingLimitsApiModule,
        MessagesApiModule,
        FormsApiModule,
        AssetsApiModule,
        WebhooksApiModule,
        IntegrationsApiModule,
        CampaignsApiModule,
        SequenceLibraryApiModule,
        SequencesApiModule,
        ReportsApiModule,
        AnalysisApiModule,
        WebAppModule,
      ],
    };
  }
}
