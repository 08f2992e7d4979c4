import { Injectable } from '@nestjs/common';
import { PassagesRepository } from './passages.repository';
import { RunningSequencesRepository } from './running-sequences.repository';

/** The rows that everybody who moves contacts needs. */
@Injectable()
export class RunningRows {
  constructor(
    readonly passages: PassagesRepository,
    readonly sequences: RunningSequencesRepository,
  ) {}
}
