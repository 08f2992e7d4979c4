export * from './definition/form-definition';
export { contrastRatio } from './definition/contrast';
export { warningsOf } from './definition/read-definition';
export { FORM_STATUSES, type Form, type FormStatus, type FormVersion, type PublishedForm } from './form';
export { FormHousekeeping } from './form-housekeeping.service';
export { FormsModule } from './forms.module';
export { FormsService } from './forms.service';
export {
  postFormMailsJob,
  PostFormMailsPayload,
  sweepFormMailsJob,
  SweepFormMailsPayload,
} from './forms.jobs';
export { FormMailSweeper } from './mails/form-mail-sweeper.service';
export { FormMails } from './mails/form-mails.service';
export { PublishedForms } from './published-forms.service';
export { ConfirmSubmission, type Confirmation } from './submissions/confirm-submission.service';
export { FormActivityService, type FormActivity } from './submissions/form-activity.service';
export { FormCounter } from './submissions/form-counter.service';
export { FormPages } from './submissions/form-pages.service';
export { FormVisitors, type KnownVisitor } from './submissions/form-visitors.service';
export {
  SUBMISSION_STATUSES,
  type Answered,
  type SubmissionChannel,
  type SubmissionRequest,
  type SubmissionRow,
  type SubmissionStatus,
  type SubmitOutcome,
  type Visitor,
} from './submissions/submission';
export type { FunnelCounts, SubmissionFilter } from './submissions/submission-list.repository';
export { SubmissionListService } from './submissions/submission-list.service';
export { SubmissionsExport } from './submissions/submissions-export.service';
export { HONEYPOT, SubmitForm } from './submissions/submit-form.service';
export { wordsOf, type FormWords } from './words/form-words';
