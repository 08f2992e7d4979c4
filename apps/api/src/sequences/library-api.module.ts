import { Module } from '@nestjs/common';
import { SequencesModule } from '@features/sequences';
import { SequenceLibraryController } from './library.controller';

@Module({ imports: [SequencesModule], controllers: [SequenceLibraryController] })
export class SequenceLibraryApiModule {}
