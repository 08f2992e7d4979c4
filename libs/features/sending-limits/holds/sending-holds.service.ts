import { Injectable } from '@nestjs/common';
import { WorkspacesService, type Actor } from '@features/accounts';
import { Database } from '@platform/database';
import { ProviderLimitsRepository } from '../providers/provider-limits.repository';
import { holdIsShared, sendingHoldNotFound } from '../sending-limits.errors';
import { asSeenByAll, sayHold, type Hold } from './hold';
import { HoldsRepository } from './holds.repository';
import { LiftEffects } from './lift-effects.service';

/** A hold as people see it. */
export interface ExplainedHold extends Hold {
  /** Who says what, when it is tried again, and what to look at; times in the workspace's zone. */
  reason: string;
  /** False for the server that all workspaces share, unless there is only one of them. */
  isOurs: boolean;
}

/** What holds mail back at the moment, for people. */
@Injectable()
export class SendingHoldsService {
  constructor(
    private readonly database: Database,
    private readonly repository: HoldsRepository,
    private readonly limits: ProviderLimitsRepository,
    private readonly workspaces: WorkspacesService,
    private readonly effects: LiftEffects,
  ) {}

  /**
   * Of the workspace, and of the server that all workspaces share; the oldest trouble first. Of the latter, nobody is told
   * which domains others write to: such a hold has no `provider` and no words.
   */
  async list(workspaceId: string, now = new Date()): Promise<ExplainedHold[]> {
    const holds = await this.repository.list(workspaceId);
    if (holds.length === 0) return [];
    const { timeZone } = await this.workspaces.get(workspaceId);
    const { isAlone } = await this.limits.find(workspaceId);
    return holds.map((hold) => {
      const isOurs = hold.workspaceId === workspaceId || isAlone;
      const shown = isOurs ? { ...hold, workspaceId } : asSeenByAll(hold);
      return { ...shown, reason: sayHold(shown, now, timeZone), isOurs };
    });
  }

  /**
   * Lifts a hold by hand: mail goes again within two seconds, and if the trouble is still there, it is held anew. Throws
   * `sending-hold.not-found` or `sending-hold.shared`.
   */
  async lift(actor: Actor, id: string): Promise<void> {
    const { workspaceId } = actor;
    await this.database.transaction(async () => {
      const hold = await this.repository.find(workspaceId, id);
      if (!hold) throw sendingHoldNotFound(id);
      const { isAlone } = await this.limits.find(workspaceId);
      if (hold.workspaceId !== workspaceId && !isAlone) throw holdIsShared(hold.serverLabel);
      if (!(await this.repository.lift(workspaceId, id))) throw sendingHoldNotFound(id);
      await this.effects.lifted(actor, hold);
    });
  }
}
