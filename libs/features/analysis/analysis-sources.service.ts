import { Injectable } from '@nestjs/common';
import { AudienceCompiler, type AudienceSource, type CompiledPredicate } from '@features/segments';
import { DomainError } from '@platform/errors';
import { invalidSource, treeTooLarge } from './analysis.errors';
import type { JsonTree } from './source-tree';

/** A group of contacts as callers name it: exactly one of the two. */
export interface SourceInput {
  segmentId?: string;
  tree?: Record<string, unknown>;
}

export interface SourceOptions {
  /** Number of the first placeholder. */
  firstParam: number;
  now: Date;
  /** JSON pointer of the source in the request. Default: the root. */
  pointer?: string;
}

/** Turns segments and trees of a request into predicates over the contact `c`. */
@Injectable()
export class AnalysisSources {
  constructor(private readonly compiler: AudienceCompiler) {}

  /** Throws `analysis.invalid-source` unless exactly one of the two is given. */
  read(input: SourceInput, pointer = ''): AudienceSource {
    const { segmentId, tree } = input;
    if (segmentId !== undefined && tree === undefined) return { segmentId: segmentId.toLowerCase() };
    if (segmentId === undefined && tree !== undefined) return { tree };
    throw invalidSource(pointer);
  }

  /**
   * For a WHERE clause. Throws `segment.not-found`, `segment.broken` or `segment.invalid-tree`, with pointers into the
   * request.
   */
  async filter(
    workspaceId: string,
    source: AudienceSource,
    options: SourceOptions,
  ): Promise<CompiledPredicate> {
    return this.pointed(options, () => this.compiler.compileForWhere(workspaceId, source, options));
  }

  /** Never null, for a column. Throws as `filter`. */
  async flag(
    workspaceId: string,
    source: AudienceSource,
    options: SourceOptions,
  ): Promise<CompiledPredicate> {
    return this.pointed(options, () =>
      this.compiler.compile(workspaceId, source, options.firstParam, options.now),
    );
  }

  /** Throws `analysis.tree-too-large` when a tree that an answer would carry is deeper or larger than trees may be. */
  async checkRoom(workspaceId: string, tree: JsonTree, pointer: string): Promise<void> {
    try {
      await this.compiler.compile(workspaceId, { tree }, 1);
    } catch {
      throw treeTooLarge(pointer);
    }
  }

  private async pointed<T>({ pointer = '' }: SourceOptions, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (pointer === '' || !(error instanceof DomainError) || error.errors.length === 0) throw error;
      throw new DomainError({
        code: error.code,
        kind: error.kind,
        message: error.message,
        errors: error.errors.map((inner) => ({ ...inner, pointer: `${pointer}${inner.pointer}` })),
      });
    }
  }
}
