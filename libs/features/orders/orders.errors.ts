import { DomainError } from '@platform/errors';
import { MAX_ORDERS_PER_CALL, type OrderProblem } from './order';

export function tooManyOrders(count: number): DomainError {
  const message = `orders holds ${count} orders; send at most ${MAX_ORDERS_PER_CALL} per call.`;
  return new DomainError({
    code: 'order.too-many',
    kind: 'invalid',
    message,
    errors: [{ pointer: '/orders', code: 'order.too-many', message }],
  });
}

export function invalidOrder({ code, pointer, message }: OrderProblem): DomainError {
  return new DomainError({ code, kind: 'invalid', message, errors: [{ pointer, code, message }] });
}
