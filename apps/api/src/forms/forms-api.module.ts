import { Module } from '@nestjs/common';
import { FormsModule } from '@features/forms';
import { FormSubmissionsController } from './form-submissions.controller';
import { FormsController } from './forms.controller';

@Module({ imports: [FormsModule], controllers: [FormsController, FormSubmissionsController] })
export class FormsApiModule {}
