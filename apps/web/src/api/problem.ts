import { i18n } from '../i18n';

/** One offending input; `pointer` is a JSON pointer into the request, such as `/audience/include/0`. */
export interface FieldProblem {
  pointer: string;
  code: string;
  message: string;
}

/** An error answer of the API (application/problem+json), or a request that got no answer (status 0). */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: FieldProblem[];
  readonly requestId: string | null;

  constructor(input: {
    status: number;
    code: string;
    message: string;
    fields?: FieldProblem[];
    requestId?: string;
  }) {
    super(input.message);
    this.name = 'Problem';
    this.status = input.status;
    this.code = input.code;
    this.fields = input.fields ?? [];
    this.requestId = input.requestId ?? null;
  }
}

interface ProblemBody {
  title?: string;
  detail?: string;
  code?: string;
  requestId?: string;
  errors?: FieldProblem[];
}

/** What an error answer says, in words. */
export function toProblem(status: number, body: unknown): Problem {
  const { title, detail, code, requestId, errors } = (
    typeof body === 'object' && body ? body : {}
  ) as ProblemBody;
  const fallback = status >= 500 ? i18n.t('ui:problem.server') : title;
  return new Problem({
    status,
    code: code ?? 'unknown',
    message: detail ?? fallback ?? i18n.t('ui:problem.status', { status }),
    ...(errors ? { fields: errors } : {}),
    ...(requestId ? { requestId } : {}),
  });
}

/** Any thrown thing as a problem that can be shown. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof TypeError) {
    return new Problem({
      status: 0,
      code: 'network',
      message: i18n.t('ui:problem.network'),
    });
  }
  return new Problem({
    status: 0,
    code: 'unknown',
    message: error instanceof Error ? error.message : String(error),
  });
}
