import { Injectable } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';

/** Holds the document of the running application; built on the first request for it. */
@Injectable()
export class OpenApiDocument {
  private build: (() => OpenAPIObject) | undefined;
  private document: OpenAPIObject | undefined;

  /** Called once by `createApp`, which alone knows the application. */
  buildWith(build: () => OpenAPIObject): void {
    this.build = build;
  }

  get(): OpenAPIObject {
    this.document ??= this.build?.();
    if (!this.document) throw new Error('createApp() has not set the OpenAPI document builder');
    return this.document;
  }
}
