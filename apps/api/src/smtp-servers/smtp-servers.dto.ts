import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { TLS_POLICIES, type TlsPolicy } from '@platform/mail';
import { IfGiven, MustBeGiven, Nested } from '../http';

const TLS_RULE = { message: `tls must be one of ${TLS_POLICIES.join(', ')}` };

/** What it takes to connect. */
export class SmtpConnectionDto {
  /**
   * Host name or IP address. It must be public unless the operator allows others.
   * @example "smtp.example.com"
   */
  @IfGiven()
  @IsString()
  @Length(1, 253)
  host?: string;

  /** 1 to 65535. Left out: 465, 587 or 25, as the policy goes. */
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(65_535)
  port?: number;

  /**
   * How the connection is encrypted: from the first byte (`tls`), after STARTTLS or not at all (`starttls-required`, the
   * default), as the server likes (`starttls-if-offered`; a password is sent encrypted only), or never (`none`; the password too).
   */
  @IfGiven()
  @IsIn(TLS_POLICIES, TLS_RULE)
  tls?: TlsPolicy;

  /** False accepts any certificate, so that anybody on the way can pose as the server: only for a server of your own. */
  @IfGiven()
  @IsBoolean()
  verifyCertificate?: boolean;

  /**
   * Name with which the sending machine introduces itself (EHLO); null: its own.
   * @example "mail.example.com"
   */
  @IsOptional()
  @IsString()
  @MaxLength(253)
  ehloName?: string | null;

  /** For signing in, at most 255 characters; null for a server that asks for none. */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  userName?: string | null;

  /** At most 1 000 characters, needed with a user name. It is stored encrypted and never shown again. */
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  password?: string | null;
}

/** Changes of a mail server; what is left out stays. */
export class UpdateSmtpServerDto extends SmtpConnectionDto {
  /**
   * For people, 1 to 100 characters; unique in the workspace.
   * @example "Newsletter relay"
   */
  @IfGiven()
  @IsString()
  @Length(1, 100)
  @Matches(/\S/, { message: 'name must not be blank' })
  name?: string;

  /** Connections at the same time, over all workers together: 1 to 500, default 5. */
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(500)
  connections?: number;

  /** Messages per second at most; null: no limit. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000_000_000)
  perSecond?: number | null;

  /** Messages per minute at most; null: no limit. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000_000_000)
  perMinute?: number | null;

  /** Messages per hour at most; null: no limit. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000_000_000)
  perHour?: number | null;

  /** Messages per day at most; null: no limit. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000_000_000)
  perDay?: number | null;

  /** Its share of the mail among servers for the same sender: 1 to 100, default 1. A server of 3 gets three times as much as one of 1. */
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(100)
  weight?: number;

  /**
   * Domains of From addresses that go through this server, and through no server without them; at most 100, without
   * subdomains. Empty: for every sender that has no server of its own.
   * @example ["shop.example"]
   */
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @MaxLength(253, { each: true })
  senderDomains?: string[];

  /** False for a relay that minds the limits of mailbox providers by itself. Default true. */
  @IfGiven()
  @IsBoolean()
  limitsProviders?: boolean;

  /** A server that is switched off gets no mail. Default true. */
  @IfGiven()
  @IsBoolean()
  isEnabled?: boolean;
}

/** A new mail server. */
export class CreateSmtpServerDto extends UpdateSmtpServerDto {
  /**
   * For people, 1 to 100 characters; unique in the workspace.
   * @example "Newsletter relay"
   */
  @MustBeGiven()
  @IsString()
  @Length(1, 100)
  @Matches(/\S/, { message: 'name must not be blank' })
  declare name: string;

  /**
   * Host name or IP address. It must be public unless the operator allows others.
   * @example "smtp.example.com"
   */
  @MustBeGiven()
  @IsString()
  @Length(1, 253)
  declare host: string;
}

/** A mail to send at the end of a test. */
export class TestMailDto {
  /** Left out: the address of the workspace's default sender. */
  @IfGiven()
  @IsString()
  @MaxLength(320)
  from?: string;

  /** @example "grace@example.com" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(320)
  to: string;
}

/** What to do in a test besides connecting. */
export class TestSmtpServerDto {
  /** Left out: nothing is sent. */
  @IfGiven()
  @Nested(() => TestMailDto)
  mail?: TestMailDto;
}

/** Settings to try without storing them. */
export class TestSmtpSettingsDto extends SmtpConnectionDto {
  /**
   * Host name or IP address. It must be public unless the operator allows others.
   * @example "smtp.example.com"
   */
  @MustBeGiven()
  @IsString()
  @Length(1, 253)
  declare host: string;

  /** A mail to send at the end. Left out: nothing is sent. */
  @IfGiven()
  @Nested(() => TestMailDto)
  mail?: TestMailDto;
}
