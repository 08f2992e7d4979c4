import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsNumber,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { MAX_AMOUNT, MAX_LINES, MAX_QUANTITY, ORDER_STATUSES, type OrderStatus } from '@features/orders';
import { IfGiven, IsInstant, PageQueryDto, NestedEach } from '../http';

function IsAmount(decimals: number): PropertyDecorator {
  const message = `$property must be a number from 0 to ${MAX_AMOUNT} with at most ${decimals} decimals`;
  return (target, key) => {
    IsNumber({ allowNaN: false, allowInfinity: false, maxDecimalPlaces: decimals }, { message })(target, key);
    Min(0, { message })(target, key);
    Max(MAX_AMOUNT, { message })(target, key);
  };
}

/** One product in an order. */
export class OrderLineDto {
  /**
   * The shop's id of the product, 1 to 100 characters.
   * @example ESP-250
   */
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  product!: string;

  /**
   * Its name, up to 200 characters. Default: the id.
   * @example Espresso blend, 250 g
   */
  @IfGiven()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name?: string;

  /**
   * Up to 100 characters.
   * @example Coffee
   */
  @IfGiven()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  category?: string;

  /** More than 0, at most three decimals. */
  @IsNumber(
    { allowNaN: false, allowInfinity: false, maxDecimalPlaces: 3 },
    { message: 'quantity must be a number with at most 3 decimals' },
  )
  @Min(0.001, { message: 'quantity must be more than 0' })
  @Max(MAX_QUANTITY)
  quantity!: number;

  /** Price of one, at most four decimals. */
  @IsAmount(4)
  unitPrice!: number;
}

/** What may change about an order; what is left out stays. */
export class OrderChangesDto {
  /**
   * When it was placed. Default for a new order: now; any past, at most ten minutes ahead.
   * @example 2026-11-22T09:30:00Z
   */
  @IfGiven()
  @IsInstant()
  placedAt?: string;

  /** Default for a new order: placed. */
  @IfGiven()
  @IsIn(ORDER_STATUSES, { message: `status must be one of ${ORDER_STATUSES.join(', ')}` })
  status?: OrderStatus;

  /** When it was cancelled or refunded: the time of that event. Default: now. */
  @IfGiven()
  @IsInstant()
  statusChangedAt?: string;

  /**
   * Must be the currency of the workspace.
   * @example EUR
   */
  @IfGiven()
  @IsString()
  @MaxLength(3)
  currency?: string;

  /**
   * What the contact paid, with as many decimals as the currency has. Default: the sum of the lines.
   * @example 49.9
   */
  @IfGiven()
  @IsAmount(4)
  total?: number;

  /** What was paid back in sum, at most the total. Default: all of it once the status is `refunded`. */
  @IfGiven()
  @IsAmount(4)
  refunded?: number;

  /** What the order cost the shop, for the margin; null: unknown. */
  @IsOptional()
  @IsAmount(4)
  cost?: number | null;

  /** At most 200; they replace those that the order has. */
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(MAX_LINES)
  @NestedEach(() => OrderLineDto)
  lines?: OrderLineDto[];
}

/** An order of a contact. The same number again is the same order. */
export class OrderDto extends OrderChangesDto {
  /**
   * The shop's id of the order, 1 to 100 characters.
   * @example 4711
   */
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  number!: string;

  /** Id of the contact. A new order names its contact by either `contactId` or `email`. */
  @IfGiven()
  @IsUUID()
  contactId?: string;

  /**
   * Address of the contact.
   * @example ana@example.com
   */
  @IfGiven()
  @IsString()
  @MaxLength(1000)
  email?: string;
}

/** Orders to store. */
export class UpsertOrdersDto {
  /** 1 to 500 orders; each is answered apart. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @NestedEach(() => OrderDto)
  orders!: OrderDto[];
}

/** Which orders to list. */
export class OrdersQueryDto extends PageQueryDto {
  /** Only those of this contact. */
  @IfGiven()
  @IsUUID()
  contactId?: string;

  /**
   * Only those placed at this time or later.
   * @example 2026-01-01T00:00:00Z
   */
  @IfGiven()
  @IsInstant()
  from?: string;

  /** Only those placed before this time. */
  @IfGiven()
  @IsInstant()
  to?: string;
}
