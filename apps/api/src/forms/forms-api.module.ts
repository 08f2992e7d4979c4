import { Module } from '@nestjs/common';
import { FormsModule } from '@features/forms';
import { FormPreviewController } from './form-preview.controller';
import { FormSubmissionsController } from './form-submissions.controller';
import { FormsController } from './forms.controller';

@Module({
  imports: [FormsModule],
  controllers: [FormsController, FormPreviewController, FormSubmissionsController],
})
export class FormsApiModule {}
