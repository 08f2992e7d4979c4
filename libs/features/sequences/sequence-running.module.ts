import { Module } from '@nestjs/common';
import { AccountsModule } from '@features/accounts';
import { ConsentModule } from '@features/consent';
import { ContactsModule } from '@features/contacts';
import { MessagesModule } from '@features/messages';
import { SegmentsModule } from '@features/segments';
import { WebhooksModule } from '@features/webhooks';
import { Advance } from './engine/advance.service';
import { ContactFactsRepository } from './engine/contact-facts.repository';
import { ContactDatesRepository } from './engine/contact-dates.repository';
import { ContactWritesRepository } from './engine/contact-writes.repository';
import { SequenceNoticesRepository } from './engine/sequence-notices.repository';
import { SequenceNotices } from './engine/sequence-notices.service';
import { stepRunners } from './engine/step-runners';
import { RunSequences } from './engine/run-sequences.service';
import { SequenceNudge } from './engine/sequence-nudge.service';
import { SequenceSweeper } from './engine/sequence-sweeper.service';
import { Walk } from './engine/walk.service';
import { Aftermath } from './enrollments/aftermath';
import { DeparturesRepository } from './enrollments/departures.repository';
import { EnrollmentReadsRepository } from './enrollments/enrollment-reads.repository';
import { EnrollmentReads } from './enrollments/enrollment-reads.service';
import { Enrollments } from './enrollments/enrollments.service';
import { Attempts } from './enrollments/attempts.service';
import { EntriesRepository } from './enrollments/entries.repository';
import { Entries } from './enrollments/entries.service';
import { OldLogsRepository } from './enrollments/old-logs.repository';
import { PassagesRepository } from './enrollments/passages.repository';
import { RunningRows } from './enrollments/running-rows';
import { RunningSequencesRepository } from './enrollments/running-sequences.repository';
import { RunningVersions } from './enrollments/running-versions.service';
import { SequenceHousekeeping } from './enrollments/sequence-housekeeping.service';
import { ConditionsRepository } from './signals/conditions.repository';
import { Conditions } from './signals/conditions.service';
import { DateStarts } from './signals/date-starts.service';
import { Endings } from './signals/endings.service';
import { FollowSignals } from './signals/follow-signals.service';
import { LookAgain } from './signals/look-again.service';
import { SequenceListenersRepository } from './signals/sequence-listeners.repository';
import { SequenceListeners } from './signals/sequence-listeners.service';
import { SequenceStarts } from './signals/sequence-starts.service';
import { SignalEffects } from './signals/signal-effects.service';
import { SignalMatches } from './signals/signal-matches.service';
import { SignalsRepository } from './signals/signals.repository';
import { WatchSequences } from './signals/watch-sequences.service';
import { WatchedSequencesRepository } from './signals/watched-sequences.repository';

/** The running side of sequences: who enters, what happens to them, and the engine that moves them on. */
@Module({
  imports: [AccountsModule, ConsentModule, ContactsModule, MessagesModule, SegmentsModule, WebhooksModule],
  providers: [
    ...stepRunners,
    Advance,
    Aftermath,
    Attempts,
    Conditions,
    ConditionsRepository,
    ContactDatesRepository,
    ContactFactsRepository,
    ContactWritesRepository,
    DateStarts,
    DeparturesRepository,
    Endings,
    EnrollmentReads,
    EnrollmentReadsRepository,
    Enrollments,
    Entries,
    EntriesRepository,
    FollowSignals,
    LookAgain,
    OldLogsRepository,
    PassagesRepository,
    RunningRows,
    RunningSequencesRepository,
    RunSequences,
    RunningVersions,
    SequenceHousekeeping,
    SequenceListeners,
    SequenceListenersRepository,
    SequenceNotices,
    SequenceNoticesRepository,
    SequenceNudge,
    SequenceStarts,
    SequenceSweeper,
    SignalEffects,
    SignalMatches,
    SignalsRepository,
    Walk,
    WatchSequences,
    WatchedSequencesRepository,
  ],
  exports: [
    EnrollmentReads,
    Enrollments,
    RunSequences,
    SequenceHousekeeping,
    SequenceListeners,
    SequenceNudge,
    SequenceSweeper,
    WatchSequences,
  ],
})
export class SequenceRunningModule {}
