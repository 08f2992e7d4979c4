import type { Workspace } from '../../api/models';
import type { WorkspaceChanges } from '../use-save-workspace';

/** What stands in the form; times and numbers stay when their switch is off, to be found again. */
export interface RulesValues {
  hasQuietHours: boolean;
  quietFrom: string;
  quietTo: string;
  hasCap: boolean;
  capEmails: number;
  capDays: number;
  uncertainPolicy: Workspace['uncertainPolicy'];
  brakeComplaintPercent: number;
  brakeBouncePercent: number;
  brakeMinimumSent: number;
}

export function valuesOf(workspace: Workspace): RulesValues {
  const { quietHours, frequencyCap, uncertainPolicy } = workspace;
  const { brakeComplaintPercent, brakeBouncePercent, brakeMinimumSent } = workspace;
  return {
    hasQuietHours: quietHours !== null,
    quietFrom: quietHours?.from ?? '21:00',
    quietTo: quietHours?.to ?? '08:00',
    hasCap: frequencyCap !== null,
    capEmails: frequencyCap?.emails ?? 3,
    capDays: frequencyCap?.days ?? 7,
    uncertainPolicy,
    brakeComplaintPercent,
    brakeBouncePercent,
    brakeMinimumSent,
  };
}

export function changesOf(values: RulesValues): WorkspaceChanges {
  const { hasQuietHours, quietFrom, quietTo, hasCap, capEmails, capDays, ...rest } = values;
  return {
    ...rest,
    quietHours: hasQuietHours ? { from: quietFrom, to: quietTo } : null,
    frequencyCap: hasCap ? { emails: capEmails, days: capDays } : null,
  };
}
