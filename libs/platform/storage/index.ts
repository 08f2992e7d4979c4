export * from './file-storage';
export * from './folder-storage';
export * from './storage.module';
