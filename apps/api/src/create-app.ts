import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { urlencoded } from 'express';
import { NestLogger } from '@platform/logging';
import { AppModule, type AppOptions } from './app.module';
import { outsideThePrefix } from './http/outside-the-prefix';
import { ProblemDetailsFilter } from './http/problem-details.filter';
import { requestLog } from './http/request-log';
import { JSON_TYPES } from './http/auth.guard';
import { refuseDeepBody } from './http/json-depth';
import { jsonBody } from './http/storable-text';
import { securityHeaders } from './http/security-headers';
import { createValidationPipe } from './http/validation';
import { buildOpenApiDocument } from './openapi/build-openapi-document';
import { OpenApiDocument } from './openapi/openapi-document';
import { formBody } from './public/form-body';
import { serveWebAppAssets } from './web-app/serve-assets';

/** Largest JSON body; bulk data comes as a stream through an import. */
const JSON_LIMIT = '2mb';
const FORM_LIMIT = '100kb';
const GLOBAL_PREFIX = 'api';

/** Routes that stand at the root: the web app, and the public pages whose addresses are printed in mails. */
const ROOT_FOLDERS = ['app', 'f', 'embed', 'c', 'a', 'i', 'u', 'p', 'o', 'l', 'v', 'hooks'];
const ROOT_ROUTES = ['', ...ROOT_FOLDERS.flatMap((folder) => [folder, `${folder}/{*path}`])];

export interface CreateAppOptions extends AppOptions {
  /** Only looks at the declared routes, opens nothing: for writing the OpenAPI document. */
  preview?: boolean;
}

/** The whole application, configured and ready to `listen()` or `init()`. The same for serving, tests and OpenAPI. */
export async function createApp(options: CreateAppOptions): Promise<NestExpressApplication> {
  const { settings, logger, preview = false } = options;
  const app = await NestFactory.create<NestExpressApplication>(AppModule.forOptions(options), {
    logger: preview ? false : new NestLogger(logger),
    bodyParser: false,
    abortOnError: false,
    preview,
  });
  app.disable('x-powered-by');
  app.set('trust proxy', settings.http.trustProxy);
  app.use(requestLog(logger));
  app.use(...securityHeaders({ https: settings.http.appUrl.startsWith('https:') }));
  app.use(formBody);
  app.use(...jsonBody({ limit: JSON_LIMIT, type: JSON_TYPES }), refuseDeepBody);
  app.use(urlencoded({ limit: FORM_LIMIT, extended: false }));
  app.setGlobalPrefix(GLOBAL_PREFIX, { exclude: ROOT_ROUTES });
  app.useGlobalPipes(createValidationPipe());
  app.useGlobalFilters(new ProblemDetailsFilter(logger));
  if (preview) return app;
  serveWebAppAssets(app);
  app.get(OpenApiDocument).buildWith(() => buildOpenApiDocument(app));
  await app.init();
  const { unknownRoute, errors } = outsideThePrefix(logger);
  app.use(unknownRoute);
  app.use(errors);
  return app;
}
