import { Injectable } from '@nestjs/common';
import { ConditionCompiler } from '@features/segments';
import { RunningSequencesRepository } from '../enrollments/running-sequences.repository';
import type { PublishedGraph } from '../graph/sequence-graph';
import { SequenceListenersRepository, type Listener } from './sequence-listeners.repository';
import { ANY_CHANGE, conditionsOf, dependsOnContact, triggerEvent } from './trigger-events';

/** Keeps what the triggers of the database listen for in step with what is published. */
@Injectable()
export class SequenceListeners {
  constructor(
    private readonly sequences: RunningSequencesRepository,
    private readonly listeners: SequenceListenersRepository,
    private readonly compiler: ConditionCompiler,
  ) {}

  /**
   * To be called in the transaction that publishes, pauses, resumes, archives, or moves contacts to another version, after its own writes. What
   * those wait for who are in older versions goes on being heard.
   */
  async rebuild(workspaceId: string, sequenceId: string): Promise<void> {
    const sequence = await this.sequences.find(workspaceId, sequenceId);
    const isOpen = sequence?.status === 'active' || sequence?.status === 'paused';
    const published = isOpen ? sequence.version : null;
    const versions = new Set(await this.sequences.versionsInUse(workspaceId, sequenceId));
    if (published !== null) versions.add(published);
    const heard: Listener[] = [];
    for (const version of versions) {
      const graph = await this.sequences.graph(workspaceId, sequenceId, version);
      if (!graph) continue;
      heard.push(...(await this.heardInside(workspaceId, graph)));
      if (version === published) heard.push(...starters(graph));
    }
    await this.listeners.replace(workspaceId, sequenceId, heard);
  }

  private async heardInside(workspaceId: string, graph: PublishedGraph): Promise<Listener[]> {
    const events = new Set<string>();
    for (const condition of conditionsOf(graph)) {
      if ('event' in condition) events.add(condition.event);
      else {
        events.add(ANY_CHANGE);
        for (const event of await this.compiler.watchedEvents(workspaceId, condition.tree)) events.add(event);
      }
    }
    if (Object.values(graph.steps).some((step) => dependsOnContact(step, graph)))
      events.add('contact.changed');
    return [...events].map((event) => ({ event, starts: false }));
  }
}

function starters(graph: PublishedGraph): Listener[] {
  return graph.triggers.flatMap((trigger) => {
    const event = triggerEvent(trigger)?.event;
    return event === undefined ? [] : [{ event, starts: true }];
  });
}
