export {
  FolderInUseError,
  findLockHolder,
  lockFolder,
  parseLockHolder,
  type LockHolder,
} from './folder-lock';
export { freePort, isPortFree } from './ports';
export { commandLine, processIdentity } from './process-identity';
export { guardProcess } from './process-guardian';
