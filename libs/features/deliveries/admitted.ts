import type { Admission } from '@features/sending-limits';
import type { PreparedDelivery } from './message-maker';

/** Messages by mailbox provider. */
export function countsOf(deliveries: readonly PreparedDelivery[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { provider } of deliveries) counts.set(provider, (counts.get(provider) ?? 0) + 1);
  return counts;
}

/** The first ones of each provider go, as many as were granted. */
export function divide(
  deliveries: readonly PreparedDelivery[],
  { granted }: Pick<Admission, 'granted'>,
): { going: PreparedDelivery[]; staying: PreparedDelivery[] } {
  const room = new Map(granted);
  const going: PreparedDelivery[] = [];
  const staying: PreparedDelivery[] = [];
  for (const delivery of deliveries) {
    const free = room.get(delivery.provider) ?? 0;
    if (free > 0) room.set(delivery.provider, free - 1);
    (free > 0 ? going : staying).push(delivery);
  }
  return { going, staying };
}
