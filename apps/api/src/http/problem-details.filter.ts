import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import type { Logger } from '@platform/logging';
import type { ApiRequest } from './api-request';
import { sendProblem } from './send-problem';

/** Answers every error as problem details (RFC 9457) and logs it at the level its kind deserves. */
@Catch()
export class ProblemDetailsFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(error, {
      request: http.getRequest<ApiRequest>(),
      response: http.getResponse<Response>(),
      logger: this.logger,
    });
  }
}
