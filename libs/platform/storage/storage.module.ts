import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { Settings } from '@platform/config';
import { FileStorage } from './file-storage';
import { FolderStorage } from './folder-storage';

/** Files live in the folder `files` of TIDINGS_DATA_DIR. */
@Module({
  providers: [
    {
      provide: FileStorage,
      useFactory: (settings: Settings) => new FolderStorage(join(settings.dataDir, 'files')),
      inject: [Settings],
    },
  ],
  exports: [FileStorage],
})
export class StorageModule {}
