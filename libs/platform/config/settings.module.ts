import { Global, Module } from '@nestjs/common';
import { loadSettings } from './load-settings';
import { Settings } from './settings';

/** Gives every module the checked Settings; a wrong environment stops the start with a SettingsError. */
@Global()
@Module({
  providers: [{ provide: Settings, useFactory: () => loadSettings() }],
  exports: [Settings],
})
export class SettingsModule {}
