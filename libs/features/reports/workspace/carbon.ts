/**
 * What moving mail costs the climate, as a band: nobody can measure it, and published models differ by more than the mails do.
 *
 * Grams of CO2e = octets ÷ 10⁹ × kWh per GB × grams per kWh, with the octets of HTML and text of each message that was sent. The middle is the
 * Sustainable Web Design Model, version 4 (sustainablewebdesign.org, 2024): 0.055 + 0.059 + 0.080 kWh per GB to run data centres, networks and
 * devices, and 0.012 + 0.013 + 0.081 to make them, at 494 g per kWh, the world's average. The lower end leaves out making them; the upper end
 * is version 3 of the model (2021): 0.81 kWh per GB at 442 g per kWh. Pictures that mail programs fetch are not counted, because we do not
 * see them; nor is what people do afterwards. Nothing is offset.
 */
export interface CarbonEstimate {
  model: string;
  /** Messages × octets of HTML and text before values are filled in. */
  bytes: number;
  /** Grams of CO2e. */
  low: number;
  middle: number;
  high: number;
}

const RUNNING_KWH_PER_GB = 0.055 + 0.059 + 0.08;
const MAKING_KWH_PER_GB = 0.012 + 0.013 + 0.081;
const GRAMS_PER_KWH = 494;
const V3_KWH_PER_GB = 0.81;
const V3_GRAMS_PER_KWH = 442;
const GB = 1e9;

export function carbonOf(bytes: number): CarbonEstimate {
  const gigabytes = bytes / GB;
  return {
    model: 'Sustainable Web Design Model 4 (band: 4 without manufacture, to 3)',
    bytes,
    low: gigabytes * RUNNING_KWH_PER_GB * GRAMS_PER_KWH,
    middle: gigabytes * (RUNNING_KWH_PER_GB + MAKING_KWH_PER_GB) * GRAMS_PER_KWH,
    high: gigabytes * V3_KWH_PER_GB * V3_GRAMS_PER_KWH,
  };
}
