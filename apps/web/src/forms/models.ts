import type { components } from '../api/schema.gen';

type Schemas = components['schemas'];

export type Form = Schemas['FormView'];
export type FormStatus = Form['status'];
export type FormFunnel = Schemas['FormFunnelView'];
export type FormActivity = Schemas['FormActivityView'];
export type FormVersion = Schemas['FormVersionView'];
export type Submission = Schemas['SubmissionView'];
export type SubmissionStatus = Submission['status'];
