import { Module } from '@nestjs/common';
import { OrdersModule } from '@features/orders';
import { OrdersController } from './orders.controller';

@Module({ imports: [OrdersModule], controllers: [OrdersController] })
export class OrdersApiModule {}
