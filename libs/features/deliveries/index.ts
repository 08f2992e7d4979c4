export { BatchSender, type MessageMaker, type SendBatchResult } from './batch-sender.service';
export { type BounceClass } from './bounce-class';
export { sendBatchJob, type SendBatchPayload } from './deliveries.jobs';
export { DeliveriesModule } from './deliveries.module';
export { DeliveriesRepository } from './deliveries.repository';
export { type ClaimedDelivery, type Delivery, type DeliveryOutcome } from './delivery';
export { DeliveryBatchesRepository, type DueBatch } from './delivery-batches.repository';
export {
  audienceOf,
  deliveryStatuses,
  emptyCounts,
  type DeliveryCounts,
  type DeliveryStatus,
} from './delivery-status';
export { SendingModule } from './sending.module';
