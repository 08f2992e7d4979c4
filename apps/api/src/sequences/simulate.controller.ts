import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { SequenceSimulation } from '@features/sequences';
import { CurrentActor, ParseUuidPipe, RequireScope } from '../http';
import { SimulateSequenceDto } from './simulate.dto';
import { SimulationView, toSimulationView } from './simulate.views';

@ApiTags('sequences')
@Controller('v1/sequences/:id')
export class SimulateSequenceController {
  constructor(private readonly simulation: SequenceSimulation) {}

  /** Walks one contact through the draft or a version on a pretend clock: what would be sent when, which way and why. Sends and keeps nothing. */
  @Post('simulate')
  @HttpCode(200)
  @RequireScope('campaigns:read', 'contacts:read')
  async simulate(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() body: SimulateSequenceDto,
  ): Promise<SimulationView> {
    return toSimulationView(await this.simulation.simulate(actor, id, body));
  }
}
