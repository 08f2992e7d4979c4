import { DEFAULT_WARM_UP_VOLUMES, type WarmUpPlan } from '@features/senders';
import type { WarmUpDto } from './sending-domains.dto';

/** The plan with the usual volumes where none are given. */
export function toWarmUpPlan(body: WarmUpDto | null): WarmUpPlan | null {
  return body && { startsOn: body.startsOn, volumes: body.volumes ?? [...DEFAULT_WARM_UP_VOLUMES] };
}
