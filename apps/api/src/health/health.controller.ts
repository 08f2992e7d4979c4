import { Controller, Get, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { WorkHealthService } from '@features/operations';
import { Database } from '@platform/database';
import { Public } from '../http';
import { VERSION } from '../version';
import type { HealthView } from './health.views';

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    private readonly database: Database,
    private readonly work: WorkHealthService,
  ) {}

  /**
   * Says whether the process runs and reaches its database; 503 when it does not. For load balancers. `work` tells whether
   * workers do what is due, which does not change the status: this process can still answer.
   */
  @Get()
  @Public()
  async check(@Res({ passthrough: true }) response: Response): Promise<HealthView> {
    const isUp = await this.database.isReachable(2_000);
    response.status(isUp ? 200 : 503).setHeader('Cache-Control', 'no-store');
    return {
      status: isUp ? 'ok' : 'unavailable',
      version: VERSION,
      uptimeSeconds: Math.floor(process.uptime()),
      database: isUp ? 'ok' : 'unavailable',
      ...(await this.workState(isUp)),
    };
  }

  private async workState(isUp: boolean): Promise<Pick<HealthView, 'work' | 'problems'>> {
    if (!isUp) return { work: 'unknown', problems: [] };
    try {
      const { isStuck, problems } = await this.work.check();
      return { work: isStuck ? 'stuck' : 'ok', problems };
    } catch {
      return { work: 'unknown', problems: [] };
    }
  }
}
