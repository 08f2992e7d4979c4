export { SendingGate } from './sending-gate.service';
export { SendingLimitsModule } from './sending-limits.module';
export type { Admission, Held, SendingAnswer, SendingRequest } from './sending-request';
