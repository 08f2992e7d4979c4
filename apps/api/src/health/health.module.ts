import { Module } from '@nestjs/common';
import { OperationsModule } from '@features/operations';
import { HealthController } from './health.controller';

@Module({ imports: [OperationsModule], controllers: [HealthController] })
export class HealthModule {}
