import { Module } from '@nestjs/common';
import { ComputedValuesModule } from '@features/computed-values';
import { ComputedValuesController } from './computed-values.controller';

@Module({ imports: [ComputedValuesModule], controllers: [ComputedValuesController] })
export class ComputedValuesApiModule {}
