export { judge } from './holds/judge';
export type { Trouble } from './holds/trouble';
export { heldDomainsSql, heldNames } from './providers/held-domains';
export { providerName } from './providers/mail-provider';
export { SendingGate } from './sending-gate.service';
export { SendingLimitsModule } from './sending-limits.module';
export type { Admission, Held, SendingAnswer, SendingRequest } from './sending-request';
