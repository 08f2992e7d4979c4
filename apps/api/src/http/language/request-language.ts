import type { Request } from 'express';
import { PROBLEM_LANGUAGES, type ProblemLanguage } from './sentences';

/** By the header Accept-Language (RFC 9110, 12.5.4); English without one. */
export function languageOf(request: Request): ProblemLanguage {
  const asked = request.acceptsLanguages([...PROBLEM_LANGUAGES]);
  return PROBLEM_LANGUAGES.find((language) => language === asked) ?? 'en';
}
