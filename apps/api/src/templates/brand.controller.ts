import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { BrandsService, type Brand } from '@features/templates';
import { CurrentActor, RequireScope } from '../http';
import { ReplaceBrandDto } from './brand.dto';
import { toBrandView, type BrandView } from './brand.views';

@ApiTags('templates')
@Controller('v1/brand')
export class BrandController {
  constructor(private readonly brands: BrandsService) {}

  /** How the workspace's messages look. */
  @Get()
  @RequireScope('templates:read')
  async get(@CurrentActor() actor: Actor): Promise<BrandView> {
    return this.show(actor, await this.brands.get(actor.workspaceId));
  }

  /** Replaces the workspace's own values; messages that were already frozen keep theirs. */
  @Put()
  @RequireScope('templates:write')
  async replace(@CurrentActor() actor: Actor, @Body() body: ReplaceBrandDto): Promise<BrandView> {
    return this.show(actor, await this.brands.replace(actor, { ...body }));
  }

  private async show(actor: Actor, brand: Brand): Promise<BrandView> {
    return toBrandView(brand, await this.brands.defaults(actor.workspaceId));
  }
}
