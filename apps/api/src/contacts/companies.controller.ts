import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { CompaniesService } from '@features/contacts';
import { CurrentActor, ParseUuidPipe, RequireScope, toPageView } from '../http';
import { CompanyListQueryDto, UpsertCompanyDto } from './companies.dto';
import { CompanyPageView, CompanyView, toCompanyView } from './companies.views';

@ApiTags('companies')
@Controller('v1/companies')
export class CompaniesController {
  constructor(private readonly companies: CompaniesService) {}

  /** Companies by name. */
  @Get()
  @RequireScope('contacts:read')
  async list(@CurrentActor() actor: Actor, @Query() query: CompanyListQueryDto): Promise<CompanyPageView> {
    return toPageView(await this.companies.list(actor.workspaceId, query.q, query), toCompanyView);
  }

  /** Creates the company, or changes the given values of the one with this name. Safe to repeat. */
  @Put()
  @RequireScope('contacts:write')
  async upsert(@CurrentActor() actor: Actor, @Body() body: UpsertCompanyDto): Promise<CompanyView> {
    return toCompanyView(await this.companies.upsertByName(actor, body));
  }

  /** One company. */
  @Get(':id')
  @RequireScope('contacts:read')
  async get(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<CompanyView> {
    return toCompanyView(await this.companies.get(actor.workspaceId, id));
  }
}
