import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './app.css';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { reloadOnceWhenOutdated } from './shell/reload-when-outdated';
import { shareStyleNonce } from './shell/style-nonce';

shareStyleNonce();
reloadOnceWhenOutdated();

const root = document.getElementById('root');
if (!root) throw new Error('The page has no element with the id "root".');
createRoot(root).render(<App />);
