import type { Response } from 'express';
import type { Logger } from '@platform/logging';
import type { ApiRequest } from './api-request';
import { PROBLEM_MEDIA_TYPE, type Problem } from './problem';
import { languageOf } from './language/request-language';
import { sayIn, type ProblemLanguage } from './language/sentences';
import { toProblem, type MappedProblem } from './to-problem';

interface Exchange {
  request: ApiRequest;
  response: Response;
  logger: Logger;
}

/** Logs an error and answers the request with it. */
export function sendProblem(error: unknown, { request, response, logger }: Exchange): void {
  const mapped = toProblem(error);
  const { status, code } = mapped.problem;
  // Unexpected errors are logged whole; expected ones carry nothing that their code does not say.
  const reason = mapped.level === 'error' ? { err: error } : {};
  logger[mapped.level]({ event: 'http.problem', method: request.method, status, code, ...reason });
  if (response.headersSent) {
    // Part of the answer is out: break the connection, so that nobody takes the rest for complete.
    response.destroy();
    return;
  }
  if (mapped.retryAfterSeconds !== undefined) {
    response.setHeader('Retry-After', String(Math.max(1, Math.ceil(mapped.retryAfterSeconds))));
  }
  if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer realm="tidings"');
  const instance = request.originalUrl.split('?', 1)[0] ?? '/';
  const language = languageOf(request);
  const problem: Problem = {
    ...inLanguage(mapped.problem, language),
    instance,
    requestId: request.requestId,
  };
  response.status(status).setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Language', language);
  response.vary('Accept-Language');
  response.type(PROBLEM_MEDIA_TYPE).send(JSON.stringify(problem));
}

function inLanguage(problem: MappedProblem['problem'], language: ProblemLanguage): MappedProblem['problem'] {
  const { detail, errors } = problem;
  return {
    ...problem,
    ...(detail !== undefined && { detail: sayIn(language, detail) }),
    ...(errors && { errors: errors.map((error) => ({ ...error, message: sayIn(language, error.message) })) }),
  };
}
