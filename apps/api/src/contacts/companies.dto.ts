import { IsNumber, IsOptional, IsString, MaxLength } from 'class-validator';
import { IfGiven, PageQueryDto } from '../http';

/** A company, known by its name. Left out: stays as it is. `null`: cleared. */
export class UpsertCompanyDto {
  /**
   * 1 to 200 characters; case and accents do not matter.
   * @example ACME
   */
  @IsString()
  name!: string;

  /** Web domain, 200 characters at most. */
  @IsOptional()
  @IsString()
  domain?: string | null;

  /** Industry, 200 characters at most. */
  @IsOptional()
  @IsString()
  industry?: string | null;

  /** Number of people, 0 to 100,000,000. */
  @IsOptional()
  @IsNumber()
  employees?: number | null;

  /** Per year, in the currency of the workspace. */
  @IsOptional()
  @IsNumber()
  annualRevenue?: number | null;

  /** Two letters, ISO 3166-1. */
  @IsOptional()
  @IsString()
  country?: string | null;

  /** City, 200 characters at most. */
  @IsOptional()
  @IsString()
  city?: string | null;
}

/** Which companies. */
export class CompanyListQueryDto extends PageQueryDto {
  /** Part of the name; case and accents do not matter. */
  @IfGiven()
  @IsString()
  @MaxLength(200)
  q?: string;
}
