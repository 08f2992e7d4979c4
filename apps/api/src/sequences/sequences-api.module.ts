import { Module } from '@nestjs/common';
import { SequencesModule } from '@features/sequences';
import { SequenceLifecycleController } from './sequence-lifecycle.controller';
import { SequencesController } from './sequences.controller';
import { SimulateSequenceController } from './simulate.controller';

@Module({
  imports: [SequencesModule],
  controllers: [SequencesController, SequenceLifecycleController, SimulateSequenceController],
})
export class SequencesApiModule {}
