export * from './address/email-address';
export type {
  AssembledMessage,
  LinkTokens,
  Mailbox,
  MessagePlan,
  PlanRecipient,
  RenderedMessage,
} from './assemble/message-plan';
export type {
  CompiledLink,
  CompiledMessage,
  CompileProblem,
  MergeField,
  MessagePart,
  MessageSource,
} from './compile/compiled-message';
export type { DkimAlgorithm, DkimKey } from './dkim/dkim-key';
export { RenderPool, type KnownFields, type RenderPoolOptions } from './render/render-pool';
export type { NoSession, SendResult, SmtpReply } from './transport/send-result';
export { SmtpPool, type SmtpPoolOptions } from './transport/smtp-pool';
export type { SmtpEnvelope, SmtpMessage } from './transport/smtp-session';
export {
  parseSmtpUrl,
  smtpSettings,
  TLS_POLICIES,
  type SmtpServerOptions,
  type SmtpSettings,
  type SmtpTimeouts,
  type TlsPolicy,
} from './transport/smtp-settings';
export { SystemMailer, type SystemMail } from './transport/system-mailer';
export {
  diagnoseSmtp,
  type DiagnosisMail,
  type DiagnosisStage,
  type DiagnosisStep,
  type SmtpDiagnosis,
  type StepStatus,
} from './transport/diagnose-smtp';
export type { SessionEncryption, SessionInfo, SmtpExtensions } from './transport/session-info';
export type { SmtpProblem } from './transport/smtp-problem';
export type { TestMailProblem } from './transport/smtp-remedy';
export { composeTestMail } from './transport/test-mail';
export type { Urgency } from './transport/waiting-line';
export { MailModule, type MailModuleOptions } from './mail.module';
