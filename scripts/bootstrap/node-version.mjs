/** The oldest releases of each line that can load ES modules from CommonJS, which NestJS needs. */
const MINIMUM = '20.19.0, 22.12.0 or any newer line';

/** Whether Tidings runs on this Node. */
export function isSupported(version) {
  const [major, minor] = version.split('.').map(Number);
  if (major === 20) return minor >= 19;
  if (major === 22) return minor >= 12;
  return major > 22;
}

/** Ends the program with one sentence when Node is too old. */
export function requireNode() {
  if (isSupported(process.versions.node)) return;
  console.error(
    `Tidings needs Node ${MINIMUM}; this is ${process.versions.node}. Install a newer one (https://nodejs.org) and try again.`,
  );
  process.exit(1);
}
