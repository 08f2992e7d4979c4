import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { MessagesService, PostMessages, type MessageInput } from '@features/messages';
import { CurrentActor, ParseUuidPipe, RequireScope, toPageView } from '../http';
import { MessagesQueryDto, PostMessageDto, PostMessagesDto } from './messages.dto';
import {
  MessageBatchView,
  MessageContentView,
  MessagePageView,
  MessageView,
  PostedMessageView,
  toMessageContentView,
  toMessageResultView,
  toMessageView,
  toPostedMessageView,
} from './messages.views';

@ApiTags('messages')
@Controller('v1/messages')
export class MessagesController {
  constructor(
    private readonly posting: PostMessages,
    private readonly messages: MessagesService,
  ) {}

  /**
   * Sends one message to one person, whatever their subscriptions: for mail that answers what somebody did. The template or MJML
   * is compiled and tried out first; what cannot be made is refused with pointers. Goes out within a second or so, ahead
   * of all campaigns.
   */
  @Post()
  @HttpCode(202)
  @RequireScope('messages:send')
  async post(
    @CurrentActor() actor: Actor,
    @Body() body: PostMessageDto,
    @Headers('idempotency-key') key?: string,
  ): Promise<PostedMessageView> {
    return toPostedMessageView(await this.posting.postOne(actor, toInput(body, key)));
  }

  /**
   * Up to 100 messages; each is answered apart, in order, and stored whole or not at all. A batch that is malformed, or more than
   * the caller may post, is refused whole.
   */
  @Post('batch')
  @HttpCode(200)
  @RequireScope('messages:send')
  async postBatch(
    @CurrentActor() actor: Actor,
    @Body() { messages }: PostMessagesDto,
    @Headers('idempotency-key') key?: string,
  ): Promise<MessageBatchView> {
    const inputs = messages.map((body, index) =>
      toInput(body, key === undefined ? undefined : `${key}/${index}`),
    );
    const results = await this.posting.post(actor, inputs);
    return { results: results.map(toMessageResultView) };
  }

  /** Messages, newest first. */
  @Get()
  @RequireScope('messages:read')
  async list(@CurrentActor() actor: Actor, @Query() query: MessagesQueryDto): Promise<MessagePageView> {
    return toPageView(await this.messages.list(actor.workspaceId, query, query), toMessageView);
  }

  /** One message: where it stands, and what happens next. */
  @Get(':id')
  @RequireScope('messages:read')
  async get(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<MessageView> {
    return toMessageView(await this.messages.get(actor.workspaceId, id));
  }

  /** What it was made from, as it was when it was posted. 404 once that is no longer kept. */
  @Get(':id/content')
  @RequireScope('messages:read')
  async getContent(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
  ): Promise<MessageContentView> {
    return toMessageContentView(await this.messages.content(actor.workspaceId, id));
  }

  /** Cancels a message that was not handed over to a mail server; 409 when it is too late. */
  @Delete(':id')
  @RequireScope('messages:send')
  async cancel(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<MessageView> {
    return toMessageView(await this.messages.cancel(actor, id));
  }
}

/** The header counts where the message has no key of its own: it outlives the header's day, and a crash. */
function toInput({ sendAt, idempotencyKey, ...rest }: PostMessageDto, headerKey?: string): MessageInput {
  const key = idempotencyKey ?? headerKey;
  return {
    ...rest,
    ...(sendAt === undefined ? {} : { sendAt: new Date(sendAt) }),
    ...(key === undefined ? {} : { idempotencyKey: key }),
  };
}
