import { Module } from '@nestjs/common';
import { AccountsModule } from '@features/accounts';
import { AssetsModule } from '@features/assets';
import { ConsentModule } from '@features/consent';
import { ContactsModule } from '@features/contacts';
import { EventsModule } from '@features/events';
import { MessagesModule } from '@features/messages';
import { TemplatesModule } from '@features/templates';
import { WebhooksModule } from '@features/webhooks';
import { Settings } from '@platform/config';
import { TokenSigner } from '@platform/tokens';
import { AddressHints } from './addresses/address-hints.service';
import { FormHousekeeping } from './form-housekeeping.service';
import { FormReferences } from './form-references.service';
import { FormsRepository } from './forms.repository';
import { FormsService } from './forms.service';
import { FormMailWriter } from './mails/form-mail-writer.service';
import { FormMailSweeper } from './mails/form-mail-sweeper.service';
import { FormMailsRepository } from './mails/form-mails.repository';
import { FormMails } from './mails/form-mails.service';
import { FormMailsStart } from './mails/form-mails-start.service';
import { PublishedForms } from './published-forms.service';
import { AcceptSubmission } from './submissions/accept-submission.service';
import { AfterSubmit } from './submissions/after-submit.service';
import { ConfirmSteps } from './submissions/confirm-steps.service';
import { ConfirmSubmission } from './submissions/confirm-submission.service';
import { FormActivityRepository } from './submissions/form-activity.repository';
import { FormActivityService } from './submissions/form-activity.service';
import { FormContacts } from './submissions/form-contacts.service';
import { FormCounter } from './submissions/form-counter.service';
import { FormPages } from './submissions/form-pages.service';
import { FormVisitors } from './submissions/form-visitors.service';
import { ReleaseSubmission } from './submissions/release-submission.service';
import { StoreSubmissions } from './submissions/store-submissions.service';
import { SubmissionFollowUps } from './submissions/submission-follow-ups.service';
import { SubmissionListRepository } from './submissions/submission-list.repository';
import { SubmissionListService } from './submissions/submission-list.service';
import { SubmissionsExport } from './submissions/submissions-export.service';
import { SubmissionsRepository } from './submissions/submissions.repository';
import { SubmitForm } from './submissions/submit-form.service';
import { UnconfirmedRepository } from './submissions/unconfirmed.repository';

/** Public forms: their definitions, what is submitted, and what follows from it. */
@Module({
  imports: [
    AccountsModule,
    AssetsModule,
    ConsentModule,
    ContactsModule,
    EventsModule,
    MessagesModule,
    TemplatesModule,
    WebhooksModule,
  ],
  providers: [
    {
      provide: TokenSigner,
      useFactory: (settings: Settings) => new TokenSigner(settings.secret),
      inject: [Settings],
    },
    AcceptSubmission,
    AddressHints,
    AfterSubmit,
    ConfirmSteps,
    ConfirmSubmission,
    FormActivityRepository,
    FormActivityService,
    FormContacts,
    FormCounter,
    FormHousekeeping,
    FormMailWriter,
    FormMails,
    FormMailsRepository,
    FormMailsStart,
    FormMailSweeper,
    FormPages,
    FormReferences,
    FormsRepository,
    FormsService,
    FormVisitors,
    PublishedForms,
    ReleaseSubmission,
    StoreSubmissions,
    SubmissionFollowUps,
    SubmissionListRepository,
    SubmissionListService,
    SubmissionsExport,
    SubmissionsRepository,
    SubmitForm,
    UnconfirmedRepository,
  ],
  exports: [
    ConfirmSubmission,
    FormActivityService,
    FormCounter,
    FormHousekeeping,
    FormMails,
    FormMailSweeper,
    FormPages,
    FormsService,
    FormVisitors,
    PublishedForms,
    SubmissionListService,
    SubmissionsExport,
    SubmitForm,
  ],
})
export class FormsModule {}
