import { Body, Controller, Get, HttpCode, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { TemplateTestSendService, TestRecipientList } from '@features/campaigns';
import { CurrentActor, RequireScope } from '../http';
import { TestRecipientsView, TestSendView, toTestSendView } from './campaigns.views';
import { ReplaceTestRecipientsDto, TemplateTestDto } from './template-tests.dto';

@ApiTags('templates')
@Controller('v1')
export class TemplateTestsController {
  constructor(
    private readonly tests: TemplateTestSendService,
    private readonly recipients: TestRecipientList,
  ) {}

  /**
   * Sends an email to colleagues while it is written, from the default sender, with a real contact's values. Counts in no report;
   * the limits are those of tests of campaigns.
   */
  @Post('templates/test')
  @HttpCode(200)
  @RequireScope('templates:write', 'campaigns:send', 'contacts:read')
  async test(@CurrentActor() actor: Actor, @Body() body: TemplateTestDto): Promise<TestSendView> {
    const { subject, preheader = '', mjml, document } = body.source;
    const source = { subject, preheader, mjml, document };
    return toTestSendView(await this.tests.send(actor, { ...body, source }));
  }

  /** The addresses that tests of this workspace usually go to. */
  @Get('test-recipients')
  @RequireScope('templates:read')
  async listRecipients(@CurrentActor() actor: Actor): Promise<TestRecipientsView> {
    return { addresses: await this.recipients.get(actor.workspaceId) };
  }

  /** Keeps the addresses for the next tests, whoever sends them. */
  @Put('test-recipients')
  @RequireScope('campaigns:send')
  async replaceRecipients(
    @CurrentActor() actor: Actor,
    @Body() body: ReplaceTestRecipientsDto,
  ): Promise<TestRecipientsView> {
    return { addresses: await this.recipients.replace(actor, body.addresses) };
  }
}
