export { BatchLease } from './batch-lease.repository';
export { type BounceClass } from './bounce-class';
export { sendBatchJob, type SendBatchPayload } from './deliveries.jobs';
export { DeliveriesModule } from './deliveries.module';
export { DeliveriesRepository } from './deliveries.repository';
export { type ClaimedDelivery, type Delivery, type DeliveryOutcome } from './delivery';
export { DeliveryBatchesRepository, type DueBatch } from './delivery-batches.repository';
export { type Claim, type DeliveryLease, type Unsendable } from './delivery-lease';
export { DeliverySender } from './delivery-sender.service';
export {
  audienceOf,
  deliveryStatuses,
  emptyCounts,
  type DeliveryCounts,
  type DeliveryStatus,
} from './delivery-status';
export {
  DeliveryReopeningRepository,
  type ReopenableState,
  type ReopenedRows,
  type ReopenWhat,
} from './delivery-reopening.repository';
export { WAIT_REASONS, type HeldBackReason, type WaitReason } from './held-back';
export { ANSWER_LOST, LEASE_SECONDS, MAX_UNCERTAIN_ATTEMPTS } from './lease-rules';
export { type MessageMaker } from './message-maker';
export { type SendRunResult, type Waiting } from './send-run';
export { SendingModule } from './sending.module';
export { WaitingBatches } from './waiting-batches.service';
export { slotsOfSendingQueue, WorkspaceSlots } from './workspace-slots';
export { lockPeopleSql, waitSql } from './waits';
