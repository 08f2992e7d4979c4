import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './app.css';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { startI18n } from './i18n';
import { reloadOnceWhenOutdated } from './shell/reload-when-outdated';
import { shareStyleNonce } from './shell/style-nonce';

shareStyleNonce();
reloadOnceWhenOutdated();

async function start(): Promise<void> {
  const root = document.getElementById('root');
  if (!root) throw new Error('The page has no element with the id "root".');
  await startI18n();
  createRoot(root).render(<App />);
}

void start();
