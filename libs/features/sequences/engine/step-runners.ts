import type { FactoryProvider, Provider } from '@nestjs/common';
import { STEP_RUNNERS, type StepRunner } from './step-runner';
import { BranchRunner } from './steps/branch.step';
import { EmailRunner } from './steps/email.step';
import { EndRunner } from './steps/end.step';
import { EnrollRunner } from './steps/enroll.step';
import { NotifyRunner } from './steps/notify.step';
import { SplitRunner } from './steps/split.step';
import { TagRunner } from './steps/tag.step';
import { TopicRunner } from './steps/topic.step';
import { UpdateRunner } from './steps/update.step';
import { WaitRunner } from './steps/wait.step';
import { WaitUntilRunner } from './steps/wait-until.step';
import { WebhookRunner } from './steps/webhook.step';

const ALL = [
  EmailRunner,
  WaitRunner,
  WaitUntilRunner,
  BranchRunner,
  SplitRunner,
  UpdateRunner,
  TagRunner,
  TopicRunner,
  WebhookRunner,
  NotifyRunner,
  EnrollRunner,
  EndRunner,
];

const together: FactoryProvider<readonly StepRunner[]> = {
  provide: STEP_RUNNERS,
  inject: ALL,
  useFactory: (...runners: StepRunner[]) => runners,
};

/** One per kind of step. */
export const stepRunners: Provider[] = [...ALL, together];
