import { DEVICES, MAIL_CLIENTS } from './mail-clients';
import { CHANNELS } from './value-events';
import {
  CART_HOURS,
  CHURN_HIGH,
  CHURN_MEDIUM,
  CHURN_RISKS,
  ENGAGEMENT_HALF_LIFE_DAYS,
  FIRST_STAGE,
  HABIT_DAYS,
  LAPSED_DAYS,
  LIFECYCLE_STAGES,
  LOYAL_ORDERS,
  MIN_BUYERS,
  NOT_ENOUGH_DATA,
  RFM_GROUPS,
} from './value-rules';

/** One value that is worked out about a contact, the same way every time. */
export interface ComputedValueDefinition {
  /** Rules name it `computed.<key>`. */
  key: string;
  label: string;
  type: 'number' | 'choice' | 'date-time';
  /** Empty unless it is a choice. */
  choices: readonly string[];
  /** How it is worked out, in words. */
  formula: string;
  /** Where it is kept; `daysSince` is not kept but counted from the time in that column whenever it is asked for. */
  storage: { column: string; daysSince: boolean };
  /** What is said of contacts about whom nothing is kept; null: they have no value. */
  otherwise: string | null;
  /** Keys of other values and of the inputs in `ContactValues` that the answer for one contact shows beside the value. */
  inputs: readonly string[];
}

type Details = Partial<Omit<ComputedValueDefinition, 'key' | 'type' | 'storage' | 'label' | 'formula'>> & {
  column: string;
  label: string;
  formula: string;
};

function number(key: string, details: Details): ComputedValueDefinition {
  return defined(key, 'number', details);
}

function choice(key: string, details: Details): ComputedValueDefinition {
  return defined(key, 'choice', details);
}

function time(key: string, details: Details): ComputedValueDefinition {
  return defined(key, 'date-time', details);
}

function defined(
  key: string,
  type: ComputedValueDefinition['type'],
  { column, ...details }: Details,
): ComputedValueDefinition {
  const storage = { column, daysSince: false };
  return { key, type, choices: [], otherwise: null, inputs: [], ...details, storage };
}

const QUINTILE = `1 plus how many of the workspace's four cut-offs (20, 40, 60 and 80 % of its buyers) lie below; equal values get the same quintile. Needs ${MIN_BUYERS} buyers.`;

/** Every computed value, in the order in which people expect to see them. */
export const COMPUTED_VALUES: readonly ComputedValueDefinition[] = [
  number('ordersCount', {
    column: 'orders_count',
    label: 'Orders',
    formula: 'Number of orders that were not cancelled.',
    inputs: ['orders', 'cancelledOrders'],
  }),
  number('lifetimeValue', {
    column: 'lifetime_value',
    label: 'Lifetime value',
    formula: 'Sum of total less refunded over the orders that were not cancelled.',
    inputs: ['total', 'refunded'],
  }),
  number('margin', {
    column: 'margin',
    label: 'Margin',
    formula:
      'Lifetime value less the cost of the orders less the custom field costToServe. An order without a cost counts as costing nothing; no value when neither is known.',
    inputs: ['lifetimeValue', 'cost', 'ordersWithoutCost', 'costToServe'],
  }),
  number('averageOrder', {
    column: 'average_order',
    label: 'Average order',
    formula: 'Lifetime value ÷ orders.',
    inputs: ['lifetimeValue', 'ordersCount'],
  }),
  time('firstOrderAt', {
    column: 'first_order_at',
    label: 'First order',
    formula: 'When the first order that was not cancelled was placed.',
    inputs: ['orders', 'cancelledOrders'],
  }),
  time('lastOrderAt', {
    column: 'last_order_at',
    label: 'Last order',
    formula: 'When the last order that was not cancelled was placed.',
    inputs: ['orders', 'cancelledOrders'],
  }),
  {
    ...number('daysSinceLastOrder', {
      column: 'last_order_at',
      label: 'Days since last order',
      formula: 'Whole days (of 24 hours) from the last order until now, counted whenever it is asked for.',
      inputs: ['lastOrderAt'],
    }),
    storage: { column: 'last_order_at', daysSince: true },
  },
  number('meanOrderGapDays', {
    column: 'mean_order_gap_days',
    label: 'Mean days between orders',
    formula: 'Days from the first to the last order ÷ (orders − 1). Needs two orders.',
    inputs: ['firstOrderAt', 'lastOrderAt', 'ordersCount'],
  }),
  number('rfmRecency', {
    column: 'rfm_recency',
    label: 'RFM recency',
    formula: `Quintile of the last order, 5 for the most recent: ${QUINTILE}`,
    inputs: ['lastOrderAt', 'recencyCuts', 'buyers'],
  }),
  number('rfmFrequency', {
    column: 'rfm_frequency',
    label: 'RFM frequency',
    formula: `Quintile of the number of orders, 5 for the most: ${QUINTILE}`,
    inputs: ['ordersCount', 'frequencyCuts', 'buyers'],
  }),
  number('rfmMonetary', {
    column: 'rfm_monetary',
    label: 'RFM monetary',
    formula: `Quintile of the lifetime value, 5 for the highest: ${QUINTILE}`,
    inputs: ['lifetimeValue', 'monetaryCuts', 'buyers'],
  }),
  choice('rfmGroup', {
    column: 'rfm_group',
    label: 'RFM group',
    choices: RFM_GROUPS,
    formula:
      'Looked up by recency and the mean of frequency and monetary (rounded half up) in the table of the documentation.',
    otherwise: NOT_ENOUGH_DATA,
    inputs: ['rfmRecency', 'rfmFrequency', 'rfmMonetary'],
  }),
  number('churnRatio', {
    column: 'churn_ratio',
    label: 'Churn ratio',
    formula:
      'Days since the last order ÷ mean days between orders (at least one day), as of the last refresh. Needs two orders.',
    inputs: ['lastOrderAt', 'meanOrderGapDays'],
  }),
  choice('churnRisk', {
    column: 'churn_risk',
    label: 'Churn risk',
    choices: CHURN_RISKS,
    formula: `Low for a churn ratio below ${CHURN_MEDIUM}, medium up to ${CHURN_HIGH}, high above.`,
    otherwise: NOT_ENOUGH_DATA,
    inputs: ['churnRatio'],
  }),
  number('engagementScore', {
    column: 'engagement_score',
    label: 'Engagement score',
    formula: `Sum of 5 points for each human click and 1 for each human open, halved for every ${ENGAGEMENT_HALF_LIFE_DAYS} days since, rounded to one decimal.`,
    inputs: ['emailClicks', 'emailOpens', 'lastEngagedAt'],
  }),
  time('lastEngagedAt', {
    column: 'last_engaged_at',
    label: 'Last engaged',
    formula: 'When the last human open or click happened.',
    inputs: ['emailClicks', 'emailOpens'],
  }),
  number('emailOpens', {
    column: 'email_opens',
    label: 'Opens',
    formula: 'Number of human opens ever.',
  }),
  number('emailClicks', {
    column: 'email_clicks',
    label: 'Clicks',
    formula: 'Number of human clicks ever.',
  }),
  choice('preferredChannel', {
    column: 'preferred_channel',
    label: 'Preferred channel',
    choices: CHANNELS,
    formula: `Where the contact answered most often in the last ${HABIT_DAYS} days; of equals the first of: ${CHANNELS.join(', ')}.`,
    inputs: ['recentAnswers'],
  }),
  choice('mailClient', {
    column: 'mail_client',
    label: 'Mail client',
    choices: MAIL_CLIENTS,
    formula: `What most human opens of the last ${HABIT_DAYS} days were made with; unknown where it hides itself.`,
    inputs: ['recentOpens'],
  }),
  choice('device', {
    column: 'device',
    label: 'Device',
    choices: DEVICES,
    formula: `What most human opens and clicks of the last ${HABIT_DAYS} days were made on; unknown where a proxy stands between.`,
    inputs: ['recentHits'],
  }),
  choice('lifecycleStage', {
    column: 'lifecycle_stage',
    label: 'Lifecycle stage',
    choices: LIFECYCLE_STAGES,
    formula: `Lapsed: no order for ${LAPSED_DAYS} days; loyal: ${LOYAL_ORDERS} orders; first-purchase: an order; cart-abandoned: a cart untouched for ${CART_HOURS} hours and no order yet; lead: sent a form, took an asset, began a chat or filled a cart; else subscriber.`,
    otherwise: FIRST_STAGE,
    inputs: ['ordersCount', 'lastOrderAt', 'lastCartAt', 'firstLeadAt'],
  }),
  time('lifecycleStageSince', {
    column: 'lifecycle_stage_since',
    label: 'In this stage since',
    formula: 'When the contact came into the lifecycle stage; subscribers have been so from the beginning.',
    inputs: ['lifecycleStage'],
  }),
];
