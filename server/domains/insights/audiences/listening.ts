/** Views whose rows are a customer's: the door narrows them to an audience. */
const narrowed = [
  'customer',
  'purchase',
  'stop',
  'verdict',
  'repair_line',
  'repair_order',
  'delivery',
  'lead',
  'taken',
  'arrival',
]
/** Views whose rows are nobody's. Beside them a part of the customers would be compared with the whole. */
const whole = [
  'campaign_lead',
  'spend',
  'cost',
  'paid',
  'carried',
  'campaign',
  'daily_count',
  'market_size',
  'experiment_member',
  'cart_line',
]
const reads = (sql: string, views: readonly string[]) =>
  new RegExp(`\\b(?:from|join)\\s+(?:${views.join('|')})\\b`, 'i').test(sql)

/** An analysis listens to an audience when all it counts is of customers; nobody has to remember to say so. */
export const isOfCustomers = (questions: readonly { sql: string }[]): boolean =>
  questions.some(({ sql }) => reads(sql, narrowed)) && !questions.some(({ sql }) => reads(sql, whole))
