import { Module } from '@nestjs/common';
import { ReportsModule } from '@features/reports';
import { SequencesModule } from '@features/sequences';
import { ContactSequencesController } from './contact-sequences.controller';
import { EnrollmentsController } from './enrollments.controller';
import { SequenceEnrollmentsController } from './sequence-enrollments.controller';
import { SequenceLifecycleController } from './sequence-lifecycle.controller';
import { SequencesController } from './sequences.controller';
import { SimulateSequenceController } from './simulate.controller';

@Module({
  imports: [ReportsModule, SequencesModule],
  controllers: [
    SequencesController,
    SequenceEnrollmentsController,
    EnrollmentsController,
    ContactSequencesController,
    SequenceLifecycleController,
    SimulateSequenceController,
  ],
})
export class SequencesApiModule {}
