import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { OrdersService, type OrderChanges, type OrderLine } from '@features/orders';
import { CurrentActor, PageQueryDto, ParseUuidPipe, RequireScope, toPageView } from '../http';
import { OrderChangesDto, OrdersQueryDto, UpsertOrdersDto, type OrderLineDto } from './orders.dto';
import { OrderPageView, OrderView, toOrderResultView, toOrderView, UpsertOrdersView } from './orders.views';

@ApiTags('orders')
@Controller('v1')
export class OrdersController {
  constructor(private readonly orders: OrdersService) {}

  /**
   * Stores up to 500 orders. Each is answered apart, in order: the same order again changes nothing, and one that is known
   * takes on what is new. A new order is also an `order.placed` event of its contact.
   */
  @Post('orders')
  @HttpCode(200)
  @RequireScope('orders:write')
  async upsert(@CurrentActor() actor: Actor, @Body() body: UpsertOrdersDto): Promise<UpsertOrdersView> {
    const orders = body.orders.map((order) => {
      const contact = { contactId: order.contactId ?? undefined, email: order.email ?? undefined };
      return { number: order.number, ...contact, ...toChanges(order) };
    });
    return { results: (await this.orders.upsert(actor.workspaceId, orders)).map(toOrderResultView) };
  }

  /** All orders, newest first. */
  @Get('orders')
  @RequireScope('orders:read')
  async list(@CurrentActor() actor: Actor, @Query() query: OrdersQueryDto): Promise<OrderPageView> {
    const { limit, cursor, contactId } = query;
    const page = { limit, cursor, contactId, from: toDate(query.from), to: toDate(query.to) };
    return toPageView(await this.orders.list(actor.workspaceId, page), toOrderView);
  }

  /** One order. */
  @Get('orders/:id')
  @RequireScope('orders:read')
  async get(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<OrderView> {
    return toOrderView(await this.orders.get(actor.workspaceId, id));
  }

  /** Changes an order: cancels it, refunds it, or corrects what it says. */
  @Patch('orders/:id')
  @RequireScope('orders:write')
  async update(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() body: OrderChangesDto,
  ): Promise<OrderView> {
    return toOrderView(await this.orders.update(actor.workspaceId, id, toChanges(body)));
  }

  /** What one contact ordered, newest first. */
  @Get('contacts/:id/orders')
  @RequireScope('orders:read')
  async listOfContact(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Query() page: PageQueryDto,
  ): Promise<OrderPageView> {
    return toPageView(await this.orders.listOfContact(actor.workspaceId, id, page), toOrderView);
  }
}

/** A null says as little as a missing key, except for the cost, which it makes unknown. */
function toChanges(order: OrderChangesDto): OrderChanges {
  return {
    placedAt: toDate(order.placedAt),
    status: order.status ?? undefined,
    statusChangedAt: toDate(order.statusChangedAt),
    currency: order.currency ?? undefined,
    total: order.total ?? undefined,
    refunded: order.refunded ?? undefined,
    cost: order.cost,
    lines: order.lines?.map(toLine),
  };
}

function toLine({ product, name, category, quantity, unitPrice }: OrderLineDto): OrderLine {
  return { product, name: name ?? product, category: category ?? null, quantity, unitPrice };
}

function toDate(value: string | null | undefined): Date | undefined {
  return value == null ? undefined : new Date(value);
}
