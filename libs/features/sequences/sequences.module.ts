import { Module } from '@nestjs/common';
import { AccountsModule } from '@features/accounts';
import { ConsentModule } from '@features/consent';
import { ContactsModule } from '@features/contacts';
import { SegmentsModule } from '@features/segments';
import { TemplatesModule } from '@features/templates';
import { WebhooksModule } from '@features/webhooks';
import { SequenceLibrary } from './library/sequence-library.service';
import { SequenceTemplates } from './library/sequence-templates.service';
import { EnrollmentStories } from './log/enrollment-story.service';
import { SequenceChecks } from './sequence-checks.service';
import { SequenceInside } from './sequence-inside.service';
import { SequenceLifecycle } from './sequence-lifecycle.service';
import { SequencePublishing } from './sequence-publishing.service';
import { SequenceReferencesRepository } from './sequence-references.repository';
import { SequenceRunningModule } from './sequence-running.module';
import { SequencesRepository } from './sequences.repository';
import { SequencesService } from './sequences.service';
import { PretendContact, PretendMail } from './simulate/pretend-contact.service';
import { PretendMailRepository } from './simulate/pretend-mail.repository';
import { SequenceSimulation } from './simulate/simulation.service';

/** Sequences as people write, try out and publish them. */
@Module({
  imports: [
    AccountsModule,
    ConsentModule,
    ContactsModule,
    SegmentsModule,
    SequenceRunningModule,
    TemplatesModule,
    WebhooksModule,
  ],
  providers: [
    EnrollmentStories,
    PretendContact,
    PretendMail,
    PretendMailRepository,
    SequenceChecks,
    SequenceInside,
    SequenceLibrary,
    SequenceLifecycle,
    SequencePublishing,
    SequenceReferencesRepository,
    SequenceSimulation,
    SequenceTemplates,
    SequencesRepository,
    SequencesService,
  ],
  exports: [
    EnrollmentStories,
    SequenceChecks,
    SequenceLibrary,
    SequenceLifecycle,
    SequencePublishing,
    SequenceRunningModule,
    SequenceSimulation,
    SequencesService,
  ],
})
export class SequencesModule {}
