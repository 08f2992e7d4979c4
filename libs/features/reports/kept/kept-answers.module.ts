import { Module } from '@nestjs/common';
import { KeptAnswersRepository } from './kept-answers.repository';
import { KeptAnswers } from './kept-answers.service';

@Module({ providers: [KeptAnswers, KeptAnswersRepository], exports: [KeptAnswers] })
export class KeptAnswersModule {}
