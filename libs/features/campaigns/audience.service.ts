import { Injectable } from '@nestjs/common';
import { AudienceCompiler, type CompiledAudience } from '@features/segments';
import { DomainError, type FieldError } from '@platform/errors';
import type { Audience } from './campaign';
import { invalidAudience } from './campaigns.errors';

/** Include trees minus exclude trees. Consent is not its business: that is applied afterwards, always. */
@Injectable()
export class AudienceService {
  constructor(private readonly compiler: AudienceCompiler) {}

  /** Throws one `invalid` error with a pointer for every bad segment or tree. */
  async check(workspaceId: string, audience: Audience): Promise<void> {
    const errors = await this.problems(workspaceId, audience);
    if (errors.length > 0) throw invalidAudience(errors);
  }

  /** What is wrong with the audience: unknown or broken segments, rules that do not fit. Empty when nothing is. */
  async problems(workspaceId: string, audience: Audience): Promise<FieldError[]> {
    const problems: FieldError[] = [];
    for (const part of ['include', 'exclude'] as const) {
      for (const [index, source] of audience[part].entries()) {
        const pointer = `/audience/${part}/${index}`;
        try {
          await this.compiler.compile(workspaceId, source, 1);
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
          problems.push(...pointed(error, pointer));
        }
      }
    }
    return problems;
  }

  /** Parameters start at `$firstParam`. An empty include matches nobody, an empty exclude takes nobody away. */
  compile(workspaceId: string, audience: Audience, firstParam: number): Promise<CompiledAudience> {
    return this.compiler.compileAudience(workspaceId, audience, { firstParam });
  }
}

function pointed(error: DomainError, pointer: string): FieldError[] {
  if (error.errors.length === 0) return [{ pointer, code: error.code, message: error.message }];
  return error.errors.map((inner) => ({ ...inner, pointer: `${pointer}${inner.pointer}` }));
}
