import { Module } from '@nestjs/common';
import { ImportsModule } from '@features/imports';
import { ContactImportsController } from './contact-imports.controller';

@Module({ imports: [ImportsModule], controllers: [ContactImportsController] })
export class ContactImportsApiModule {}
