import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { SmtpServerTests } from '@features/smtp-servers';
import { CurrentActor, ParseUuidPipe, RequireScope } from '../http';
import { SmtpDiagnosisView, toSmtpDiagnosisView } from './smtp-diagnosis.views';
import { TestSmtpServerDto, TestSmtpSettingsDto } from './smtp-servers.dto';

@ApiTags('smtp-servers')
@Controller('v1/smtp-servers')
@RequireScope('workspace:admin')
export class SmtpServerTestsController {
  constructor(private readonly tests: SmtpServerTests) {}

  /**
   * Connects with these settings, encrypts and signs in, sends one mail if asked to, and says how far it got and what helps.
   * Takes up to half a minute; stores nothing. 429 after 30 tests within ten minutes.
   */
  @Post('test')
  @HttpCode(200)
  async testSettings(
    @CurrentActor() actor: Actor,
    @Body() { mail, ...settings }: TestSmtpSettingsDto,
  ): Promise<SmtpDiagnosisView> {
    return toSmtpDiagnosisView(await this.tests.testSettings(actor, settings, mail));
  }

  /** The same with a stored server and its stored password. */
  @Post(':id/test')
  @HttpCode(200)
  async testStored(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() { mail }: TestSmtpServerDto,
  ): Promise<SmtpDiagnosisView> {
    return toSmtpDiagnosisView(await this.tests.testStored(actor, id, mail));
  }
}
