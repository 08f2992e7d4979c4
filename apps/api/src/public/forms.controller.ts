import { Body, Controller, Get, HttpCode, Options, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import {
  chooseLanguage,
  FormCounter,
  FormPages,
  FormVisitors,
  PublishedForms,
  SubmitForm,
  type PublishedForm,
} from '@features/forms';
import { DomainError } from '@platform/errors';
import { AcceptsMedia, Public } from '../http';
import { sendFreshFormPage } from './compiled-form-pages';
import type { FormFields } from './form-body';
import { sendAnswer, sendCheckPage, sendFormPage, sendTooManyPage } from './form-pages';
import {
  keptFields,
  languagesOf,
  prefilled,
  sourceFields,
  submissionRequestOf,
  wantsJson,
} from './form-requests';
import { isPerson } from './hit-request';
import { sendNotFoundPage } from './page';
import { PublicPageFilter } from './public-page.filter';

/** The hosted page of a form, and the address that every copy of it posts to. */
@ApiExcludeController()
@Public()
@UseFilters(PublicPageFilter)
@Controller('f')
export class FormsPublicController {
  constructor(
    private readonly forms: PublishedForms,
    private readonly submitForm: SubmitForm,
    private readonly visitors: FormVisitors,
    private readonly pages: FormPages,
    private readonly counter: FormCounter,
  ) {}

  @Get(':slug')
  async show(@Param('slug') slug: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const form = await this.forms.find(slug);
    if (form === null) return sendNotFoundPage(response);
    const { definition } = form;
    const asked = request.query['identity'];
    const identity = typeof asked === 'string' ? asked : '';
    const known = await this.visitors.identify(form, identity);
    if (isPerson(request)) this.counter.add(form, 'views');
    const owner = await this.pages.keptOwnerOf(form.workspaceId);
    const language = chooseLanguage(definition.languages, languagesOf(request));
    const values = prefilled(definition, request.query);
    const hidden = { ...sourceFields(request), challenge: this.visitors.challenge(form).challenge };
    if (known === null && Object.keys(values).length === 0)
      return sendFreshFormPage(response, { form, owner, language, hidden });
    const markup = { language, values, hidden };
    if (known === null) return sendFormPage(response, { form, owner, status: 200, markup });
    const { notAsked } = known;
    sendFormPage(response, {
      form,
      owner,
      status: 200,
      markup: { ...markup, notAsked, hidden: { ...hidden, identity } },
    });
  }

  @Post(':slug')
  @HttpCode(200)
  @AcceptsMedia('application/x-www-form-urlencoded')
  async submit(
    @Param('slug') slug: string,
    @Req() request: Request,
    @Res() response: Response,
    @Body() body: FormFields | undefined,
  ): Promise<void> {
    allowAll(response);
    const form = await this.forms.find(slug);
    if (form === null) return notFoundIn(request, response);
    try {
      await this.answer(form, { request, response, fields: body ?? {} });
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'rate-limited') throw error;
      response.setHeader('Retry-After', String(error.retryAfterSeconds ?? 60));
      if (wantsJson(request)) response.status(429).json({ status: 'error', message: error.message });
      else sendTooManyPage(response, chooseLanguage(form.definition.languages, languagesOf(request)));
    }
  }

  /** Signed, for one use: says when the visitor began, and how much work a submit costs. */
  @Get(':slug/challenge')
  async challenge(@Param('slug') slug: string, @Res() response: Response): Promise<void> {
    allowAll(response);
    const form = await this.forms.find(slug);
    if (form === null) {
      response.status(404).json({ status: 'error' });
      return;
    }
    this.counter.add(form, 'starts');
    response.setHeader('Cache-Control', 'no-store').json(this.visitors.challenge(form));
  }

  /** The script has found pasted HTML of the form on a page: somebody sees it. Says nothing, not even whether there is such a form. */
  @Post(':slug/view')
  @HttpCode(204)
  @AcceptsMedia('application/x-www-form-urlencoded')
  async view(@Param('slug') slug: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    allowAll(response);
    const form = await this.forms.find(slug);
    if (form !== null && isPerson(request)) this.counter.add(form, 'views');
    response.status(204).end();
  }

  @Get(':slug/check/:token')
  async check(
    @Param('slug') slug: string,
    @Param('token') token: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const form = await this.forms.find(slug);
    if (form === null) return sendNotFoundPage(response);
    const language = chooseLanguage(form.definition.languages, languagesOf(request));
    sendCheckPage(response, { form, owner: await this.pages.ownerOf(form.workspaceId), language, token });
  }

  @Post(':slug/check/:token')
  @HttpCode(200)
  @AcceptsMedia('application/x-www-form-urlencoded')
  async release(
    @Param('slug') slug: string,
    @Param('token') token: string,
    @Res() response: Response,
  ): Promise<void> {
    const form = await this.forms.find(slug);
    const released = form === null ? null : await this.submitForm.release(form, token);
    if (form === null || released === null) return sendNotFoundPage(response);
    const { mayBeFramed } = form.definition;
    sendAnswer(response, { ...released, mayBeFramed, owner: await this.pages.ownerOf(form.workspaceId) });
  }

  /** For programs in browsers that post JSON; plain posts need no leave. */
  @Options(':slug')
  @HttpCode(204)
  preflight(@Res() response: Response): void {
    allowAll(response);
    response
      .setHeader('Access-Control-Allow-Methods', 'GET, POST')
      .setHeader('Access-Control-Allow-Headers', 'Content-Type, Accept')
      .setHeader('Access-Control-Max-Age', '86400')
      .status(204)
      .end();
  }

  private async answer(
    form: PublishedForm,
    { request, response, fields }: { request: Request; response: Response; fields: FormFields },
  ): Promise<void> {
    const outcome = await this.submitForm.submit(form, submissionRequestOf(request, fields));
    const { language } = outcome;
    if (wantsJson(request)) return sendJson(response, form, outcome);
    const owner = await this.pages.ownerOf(form.workspaceId);
    if (outcome.kind === 'check')
      return sendCheckPage(response, { form, owner, language, token: outcome.token });
    if (outcome.kind === 'done')
      return sendAnswer(response, {
        answer: outcome.answer,
        owner,
        language,
        mayBeFramed: form.definition.mayBeFramed,
      });
    const known = await this.visitors.identify(form, fields['identity']?.[0]);
    const hidden: Record<string, string> = keptFields(fields);
    if (outcome.keep !== undefined) hidden['keep'] = outcome.keep;
    sendFormPage(response, {
      form,
      owner,
      status: 422,
      markup: {
        language,
        values: fields,
        errors: outcome.errors,
        ...(known === null ? {} : { notAsked: known.notAsked }),
        hidden: hidden['challenge'] === undefined ? { ...hidden, ...this.begin(form) } : hidden,
      },
    });
  }

  /** Pasted HTML brings no challenge: the page that shows its errors has one. */
  private begin(form: PublishedForm): { challenge: string } {
    return { challenge: this.visitors.challenge(form).challenge };
  }
}

type Outcome = Awaited<ReturnType<SubmitForm['submit']>>;

function sendJson(response: Response, { slug }: PublishedForm, outcome: Outcome): void {
  response.setHeader('Cache-Control', 'no-store');
  if (outcome.kind === 'invalid') {
    const { errors, keep } = outcome;
    response.status(422).json({ status: 'invalid', errors, ...(keep === undefined ? {} : { keep }) });
  } else if (outcome.kind === 'check')
    response.json({ status: 'check', url: `/f/${slug}/check/${outcome.token}` });
  else response.json({ status: 'done', ...outcome.answer });
}

function notFoundIn(request: Request, response: Response): void {
  if (wantsJson(request)) response.status(404).json({ status: 'error' });
  else sendNotFoundPage(response);
}

/** Any site may show the form; nothing of the browser's cookies comes along. */
export function allowAll(response: Response): void {
  response
    .setHeader('Access-Control-Allow-Origin', '*')
    .setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
}
