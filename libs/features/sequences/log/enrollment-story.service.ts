import { Injectable } from '@nestjs/common';
import { WorkspacesService } from '@features/accounts';
import { ContactsService } from '@features/contacts';
import type { Enrollment } from '../enrollments/enrollment-reads.repository';
import { EnrollmentReads, type EnrollmentLog } from '../enrollments/enrollment-reads.service';
import { namedReferences } from '../graph/reference-problems';
import type { SequenceGraph } from '../graph/sequence-graph';
import { SequenceReferencesRepository } from '../sequence-references.repository';
import { SequencesRepository } from '../sequences.repository';
import { zoneOf } from '../timing/zone-clock';
import { describeLog, type DescribedLog } from './describe-log';

/** One passage with its story in words. */
export interface EnrollmentStory extends DescribedLog {
  enrollment: Enrollment;
  sequenceName: string;
  /** In which times are told. */
  zone: string;
}

/** One passage of a contact, and through what. */
export interface ContactPassage {
  enrollment: Enrollment;
  sequenceName: string;
}

/** Puts the logs of passages into words. */
@Injectable()
export class EnrollmentStories {
  constructor(
    private readonly reads: EnrollmentReads,
    private readonly sequences: SequencesRepository,
    private readonly references: SequenceReferencesRepository,
    private readonly workspaces: WorkspacesService,
    private readonly contacts: ContactsService,
  ) {}

  /** Throws `enrollment.not-found`. */
  async of(workspaceId: string, enrollmentId: string): Promise<EnrollmentStory> {
    const log = await this.reads.log(workspaceId, enrollmentId);
    const { sequenceId, contactId } = log.enrollment;
    const graphs = await this.graphs(workspaceId, log);
    const names = await this.names(workspaceId, log, [...graphs.values()]);
    const { timeZone } = await this.workspaces.get(workspaceId);
    const contact = await this.contacts.get(workspaceId, contactId);
    const zone = zoneOf(contact.timeZone, timeZone);
    const nameOf = (id: string): string => names.get(id) ?? 'something that was deleted';
    const described = describeLog(log, { graphOf: (version) => graphs.get(version), nameOf, zone });
    return { ...described, enrollment: log.enrollment, sequenceName: nameOf(sequenceId), zone };
  }

  /** The newest 200 passages of a contact, over all sequences. Throws `contact.not-found`. */
  async ofContact(workspaceId: string, contactId: string): Promise<ContactPassage[]> {
    await this.contacts.get(workspaceId, contactId);
    const passages = await this.reads.ofContact(workspaceId, contactId);
    const ids = [...new Set(passages.map(({ sequenceId }) => sequenceId))];
    const found = ids.length === 0 ? [] : await this.references.find(workspaceId, ids);
    const names = new Map(found.map(({ id, name }) => [id, name]));
    return passages.map((enrollment) => ({
      enrollment,
      sequenceName: names.get(enrollment.sequenceId) ?? '',
    }));
  }

  private async graphs(
    workspaceId: string,
    { enrollment, steps }: EnrollmentLog,
  ): Promise<Map<number, SequenceGraph>> {
    const numbers = new Set([enrollment.version, ...steps.map(({ version }) => version)]);
    const graphs = new Map<number, SequenceGraph>();
    for (const number of numbers) {
      const version = await this.sequences.findVersion(workspaceId, enrollment.sequenceId, number);
      if (version) graphs.set(number, version.graph);
    }
    return graphs;
  }

  private async names(
    workspaceId: string,
    { enrollment }: EnrollmentLog,
    graphs: readonly SequenceGraph[],
  ): Promise<Map<string, string>> {
    const from = enrollment.trigger['sequence'];
    const ids = [
      enrollment.sequenceId,
      ...(typeof from === 'string' ? [from] : []),
      ...graphs.flatMap((graph) => namedReferences(graph).map(({ id }) => id)),
    ];
    const found = await this.references.find(workspaceId, [...new Set(ids)]);
    return new Map(found.map(({ id, name }) => [id, name]));
  }
}
