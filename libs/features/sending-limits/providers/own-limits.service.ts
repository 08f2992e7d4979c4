import { Injectable } from '@nestjs/common';
import type { OwnLimits } from '../windows/constraints';
import { ProviderLimitsRepository } from './provider-limits.repository';

/** For so long a process believes what it knows about a workspace's limits: so fast a change takes effect. */
const MEMORY_MS = 5_000;
const MEMORY_SIZE = 10_000;

/** What workspaces say about limits for mailbox providers, remembered for a few seconds. */
@Injectable()
export class OwnLimitsMemory {
  private readonly memory = new Map<string, { limits: Promise<OwnLimits>; until: number }>();

  constructor(private readonly repository: ProviderLimitsRepository) {}

  async of(workspaceId: string): Promise<OwnLimits> {
    const known = this.memory.get(workspaceId);
    if (known && known.until > Date.now()) return known.limits;
    const limits = this.repository.find(workspaceId);
    if (this.memory.size >= MEMORY_SIZE) this.memory.clear();
    this.memory.set(workspaceId, { limits, until: Date.now() + MEMORY_MS });
    // What failed is asked again by the next one.
    limits.catch(() => this.memory.delete(workspaceId));
    return limits;
  }

  forget(workspaceId: string): void {
    this.memory.delete(workspaceId);
  }
}
