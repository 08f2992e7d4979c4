import { Injectable } from '@nestjs/common';
import { EventsService } from '@features/events';
import { RuleTreeLoader } from '../rule-tree-loader';
import { OPERATOR_SHAPES, vocabularyEvents, vocabularyField, type SegmentVocabulary } from './vocabulary';
import { VocabularyRepository } from './vocabulary.repository';

/** Tells builders what rules may name. Everything is kept in tables of its own, so contacts and events are never read. */
@Injectable()
export class SegmentVocabularyService {
  constructor(
    private readonly loader: RuleTreeLoader,
    private readonly events: EventsService,
    private readonly vocabulary: VocabularyRepository,
  ) {}

  /** Fields, operators with the shapes of their values, events with their properties; tags, topics and segments by name. */
  async get(workspaceId: string): Promise<SegmentVocabulary> {
    const catalogue = await this.loader.catalogue(workspaceId);
    const seen = await this.events.listNames(workspaceId);
    const { currency, ...names } = await this.vocabulary.names(workspaceId);
    return {
      fields: catalogue.list().map((field) => vocabularyField(field, currency)),
      operators: OPERATOR_SHAPES,
      events: vocabularyEvents(seen),
      ...names,
    };
  }
}
