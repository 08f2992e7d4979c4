import { Module } from '@nestjs/common';
import { ComputedValuesRepository } from './computed-values.repository';
import { ContactValuesRepository } from './contact-values.repository';
import { ContactValuesService } from './contact-values.service';
import { RefreshValuesService } from './refresh-values.service';
import { ValueRefreshQueue } from './value-refresh-queue.service';

@Module({
  providers: [
    ComputedValuesRepository,
    ContactValuesRepository,
    ContactValuesService,
    RefreshValuesService,
    ValueRefreshQueue,
  ],
  exports: [ContactValuesService, RefreshValuesService, ValueRefreshQueue],
})
export class ComputedValuesModule {}
