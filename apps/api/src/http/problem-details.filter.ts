import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import type { Logger } from '@platform/logging';
import type { ApiRequest } from './api-request';
import { PROBLEM_MEDIA_TYPE, type Problem } from './problem';
import { toProblem } from './to-problem';

/** Answers every error as problem details (RFC 9457) and logs it at the level its kind deserves. */
@Catch()
export class ProblemDetailsFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<ApiRequest>();
    const response = host.switchToHttp().getResponse<Response>();
    const mapped = toProblem(error);
    const { status, code } = mapped.problem;
    // Unexpected errors are logged whole; expected ones carry nothing that their code does not say.
    const reason = mapped.level === 'error' ? { err: error } : {};
    this.logger[mapped.level]({ event: 'http.problem', method: request.method, status, code, ...reason });
    if (response.headersSent) {
      // Part of the answer is out: break the connection, so that nobody takes the rest for complete.
      response.destroy();
      return;
    }
    if (mapped.retryAfterSeconds !== undefined) {
      response.setHeader('Retry-After', String(Math.max(1, Math.ceil(mapped.retryAfterSeconds))));
    }
    if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer realm="tidings"');
    const problem: Problem = { ...mapped.problem, instance: request.path, requestId: request.requestId };
    response
      .status(status)
      .setHeader('Cache-Control', 'no-store')
      .type(PROBLEM_MEDIA_TYPE)
      .send(JSON.stringify(problem));
  }
}
