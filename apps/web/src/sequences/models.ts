import type { components } from '../api/schema.gen';

type Schemas = components['schemas'];

export type Sequence = Schemas['SequenceView'];
export type SequenceSummary = Schemas['SequenceSummaryView'];
export type SequenceStatus = Sequence['status'];
export type SequenceProblem = Schemas['SequenceProblemView'];
export type StepCounts = Schemas['StepCountsView'];
export type LibraryEntry = Schemas['SequenceLibraryEntryView'];
export type Enrollment = Schemas['EnrollmentView'];
export type EnrollmentStory = Schemas['EnrollmentStoryView'];
export type Simulation = Schemas['SimulationView'];
