import { Injectable } from '@nestjs/common';
import { WorkspacesService } from '@features/accounts';
import type { FieldError } from '@platform/errors';
import { VARIANT_KEYS } from '../ab-test/variant';
import type { Campaign } from '../campaign';
import { requiredContent } from './content-blocks';
import { DraftMessages } from './draft-messages.service';

/** What keeps a message from being promised: the checks of a preflight that block. */
@Injectable()
export class ContentReadiness {
  constructor(
    private readonly messages: DraftMessages,
    private readonly workspaces: WorkspacesService,
  ) {}

  /** Empty when every message of the campaign may be sent, and where there is none yet. */
  async problems(campaign: Campaign): Promise<FieldError[]> {
    const workspace = await this.workspaces.get(campaign.workspaceId);
    const checks = (await this.messages.of(campaign)).flatMap((message) =>
      requiredContent(message, workspace),
    );
    return checks
      .filter(({ level }) => level === 'block')
      .map(({ id, sentence, remedy, variant }) => ({
        pointer: variant === null ? '/templateId' : `/abTest/variants/${VARIANT_KEYS.indexOf(variant)}`,
        code: `campaign.${id}`,
        message: remedy === null ? sentence : `${sentence} ${remedy}`,
      }));
  }
}
