export { SETTING_KEYS, loadSettings, loadStartSettings, processEnvironment } from './load-settings';
export { SettingsError, type SettingsProblem } from './settings-error';
export {
  Settings,
  type DatabaseSettings,
  type HttpSettings,
  type LogSettings,
  type MailboxSettings,
  type SmtpSettings,
  type StartSettings,
  type WorkerSettings,
} from './settings';
