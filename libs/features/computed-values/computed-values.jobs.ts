import { IsUUID } from 'class-validator';
import { defineJob } from '@platform/queue';

export class RefreshDueValuesPayload {}

/** Every few seconds: refreshes the contacts whose own orders and events came in. */
export const refreshDueValuesJob = defineJob({
  queue: 'maintenance',
  name: 'computed-values.refresh-due',
  version: 1,
  payload: RefreshDueValuesPayload,
  attempts: 1,
  backoffMs: 1_000,
});

export class PlanValueRefreshesPayload {}

/** Every few minutes, because every workspace has its own night: one job for each workspace that is due. */
export const planValueRefreshesJob = defineJob({
  queue: 'maintenance',
  name: 'computed-values.plan-refreshes',
  version: 1,
  payload: PlanValueRefreshesPayload,
  attempts: 1,
  backoffMs: 1_000,
});

export class RefreshWorkspaceValuesPayload {
  @IsUUID()
  workspaceId!: string;
}

/** Refreshes everybody in one workspace, quintiles included. */
export const refreshWorkspaceValuesJob = defineJob({
  queue: 'maintenance',
  name: 'computed-values.refresh-workspace',
  version: 1,
  payload: RefreshWorkspaceValuesPayload,
  id: ({ workspaceId }) => `computed-values-${workspaceId}`,
  attempts: 3,
  backoffMs: 60_000,
});
