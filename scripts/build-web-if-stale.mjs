// For tests in the browser: builds the web app when its sources changed since the last build; one at a time.
import { ensureWebBuilt } from './bootstrap/prepare.mjs';

ensureWebBuilt();
