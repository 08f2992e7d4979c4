import { Injectable } from '@nestjs/common';
import { SegmentAlertsRepository } from './segment-alerts.repository';
import { SegmentSizesRepository } from './segment-sizes.repository';

/** The repositories of the history. */
@Injectable()
export class SegmentRecords {
  constructor(
    readonly sizes: SegmentSizesRepository,
    readonly alerts: SegmentAlertsRepository,
  ) {}
}
