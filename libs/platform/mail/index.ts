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
export type { SendResult, SmtpReply } from './transport/send-result';
export { SmtpPool, type SmtpPoolOptions } from './transport/smtp-pool';
export type { SmtpEnvelope, SmtpMessage } from './transport/smtp-session';
export { parseSmtpUrl, type SmtpSettings, type SmtpTimeouts } from './transport/smtp-settings';
export { SystemMailer, type SystemMail } from './transport/system-mailer';
export { verifySmtp, type SmtpDiagnosis } from './transport/verify-smtp';
export { MailModule, type MailModuleOptions } from './mail.module';
