import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { LOGGER, type Logger } from '@platform/logging';
import { toProblem } from '../http/to-problem';
import { sendFailurePage, sendNotFoundPage } from './page';

/** People see a page instead of problem details. */
@Catch()
export class PublicPageFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const { problem } = toProblem(error);
    if (problem.status >= 500) this.logger.error({ event: 'public-page.failed', err: error });
    if (response.headersSent) return;
    if (problem.status < 500) sendNotFoundPage(response);
    else sendFailurePage(response, problem.status);
  }
}
