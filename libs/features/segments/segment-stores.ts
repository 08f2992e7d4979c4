import { Injectable } from '@nestjs/common';
import { RuleReferencesRepository } from './rule-references.repository';
import { SegmentMembersRepository } from './segment-members.repository';
import { SegmentsRepository } from './segments.repository';

/** The repositories that a preview reads. */
@Injectable()
export class SegmentStores {
  constructor(
    readonly segments: SegmentsRepository,
    readonly members: SegmentMembersRepository,
    readonly references: RuleReferencesRepository,
  ) {}
}
