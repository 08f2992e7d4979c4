export { FINDING_CHECKS, type Finding, type FindingCheck, type FindingStatus } from './dns/finding';
export { CheckDomainNow } from './domains/check-now.service';
export { DomainCatalogue } from './domains/domain-catalogue.service';
export { DomainCheck } from './domains/domain-check.service';
export { KEY_STATUSES, type DomainKey, type KeyStatus } from './domains/domain-key';
export { recordsOf, type DomainRecord } from './domains/domain-records';
export { KeyRotation } from './domains/key-rotation.service';
export {
  SENDING_DOMAIN_STATUSES,
  type SendingDomainDetails,
  type SendingDomainStatus,
} from './domains/sending-domain';
export { SendingDomains, type SendingDomainState } from './domains/sending-domains-runtime.service';
export { SendingDomainsService } from './domains/sending-domains.service';
export { statusText } from './domains/status-text';
export {
  DEFAULT_WARM_UP_VOLUMES,
  warmUpDays,
  type WarmUpAllowance,
  type WarmUpDay,
  type WarmUpPlan,
} from './domains/warm-up';
export type { Sender, SenderInput } from './sender';
export { checkSendingDomainsJob, type CheckSendingDomainsPayload } from './senders.jobs';
export { SendersModule } from './senders.module';
export { SendersService } from './senders.service';
