import type { FactoryProvider, Provider, Type } from '@nestjs/common';
import type { Step, StepKind } from '../graph/sequence-graph';
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

/** One per kind of step. */
const RUNNERS: { [Kind in StepKind]: Type<StepRunner<Extract<Step, { kind: Kind }>>> } = {
  email: EmailRunner,
  wait: WaitRunner,
  waitUntil: WaitUntilRunner,
  branch: BranchRunner,
  split: SplitRunner,
  update: UpdateRunner,
  tag: TagRunner,
  topic: TopicRunner,
  webhook: WebhookRunner,
  notify: NotifyRunner,
  enroll: EnrollRunner,
  end: EndRunner,
};
const ALL = Object.values(RUNNERS);

const together: FactoryProvider<readonly StepRunner[]> = {
  provide: STEP_RUNNERS,
  inject: ALL,
  useFactory: (...runners: StepRunner[]) => runners,
};

export const stepRunners: Provider[] = [...ALL, together];
