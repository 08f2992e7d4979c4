export * from './order';
export { OrdersModule } from './orders.module';
export { OrdersRepository } from './orders.repository';
export { OrdersService, type OrderChanges, type OrderQuery, type OrderResult } from './orders.service';
