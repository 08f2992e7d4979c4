import { NotFoundException } from '@nestjs/common';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from '@platform/logging';
import { sendProblem } from './send-problem';

/**
 * Nest answers unknown addresses and middleware errors only below its global prefix; these do so at the root, where
 * Express would show its own page. Add them after the application's routes.
 */
export function outsideThePrefix(logger: Logger): {
  unknownRoute: RequestHandler;
  errors: ErrorRequestHandler;
} {
  return {
    unknownRoute: (request, response) => {
      const error = new NotFoundException(`Cannot ${request.method} ${request.path}`);
      sendProblem(error, { request, response, logger });
    },
    // Express knows error handlers by their four parameters.
    // eslint-disable-next-line max-params
    errors: (error, request, response, _next) => sendProblem(error, { request, response, logger }),
  };
}
