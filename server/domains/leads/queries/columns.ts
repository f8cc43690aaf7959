/** The columns of each table this domain writes by array, with their SQL types; the JSON keys are the camelCase names. */
export const leadColumns = {
  id: 'uuid', brandId: 'uuid', customerId: 'uuid', holder: 'text', dealerId: 'uuid', consultantId: 'uuid', stage: 'text', grade: 'text',
  score: 'smallint', reasons: 'jsonb', seriesId: 'uuid', variantId: 'uuid', horizon: 'text', budgetFen: 'bigint', tradeIn: 'boolean',
  source: 'text', medium: 'text', campaignId: 'uuid', landingPage: 'text', divisionCode: 'text', wantedDealerId: 'uuid', message: 'text',
  capturedAt: 'timestamptz', lastTouchAt: 'timestamptz', touches: 'integer', dispatchedAt: 'timestamptz', dueAt: 'timestamptz',
  pausedAt: 'timestamptz', firstFeedbackAt: 'timestamptz', breachedAt: 'timestamptz', breaches: 'integer', nextMark: 'text',
  nextMarkAt: 'timestamptz', nextStep: 'text', nextStepAt: 'timestamptz', protectedUntil: 'timestamptz', visitedAt: 'timestamptz',
  testDrivenAt: 'timestamptz', orderedAt: 'timestamptz', deliveredAt: 'timestamptz', lostAt: 'timestamptz', lostReason: 'text',
  winBackOn: 'date', revenueFen: 'bigint', vehicleId: 'uuid', closedAt: 'timestamptz', importId: 'uuid', createdAt: 'timestamptz',
  updatedAt: 'timestamptz', version: 'integer', waiting: 'text', marks: 'jsonb',
} as const

export const turnColumns = {
  id: 'uuid', leadId: 'uuid', brandId: 'uuid', dealerId: 'uuid', origin: 'text', at: 'timestamptz', dueAt: 'timestamptz',
  contactedAt: 'timestamptz', inTime: 'boolean', breachedAt: 'timestamptz', endedAt: 'timestamptz', ending: 'text',
} as const

export const custodyColumns = {
  id: 'uuid', leadId: 'uuid', seq: 'integer', at: 'timestamptz', holder: 'text', dealerId: 'uuid', consultantId: 'uuid', reason: 'text',
  actorId: 'uuid', actorName: 'text', previousHash: 'bytea', hash: 'bytea',
} as const

export const stageColumns = { id: 'uuid', leadId: 'uuid', at: 'timestamptz', before: 'text', after: 'text', actorId: 'uuid' } as const
export const markColumns = { id: 'uuid', leadId: 'uuid', kind: 'text', dueAt: 'timestamptz', doneAt: 'timestamptz' } as const
export const dispatchColumns = {
  id: 'uuid', leadId: 'uuid', at: 'timestamptz', dealerId: 'uuid', outcome: 'text', policyNumber: 'integer', candidates: 'jsonb',
  actorId: 'uuid', bulkId: 'uuid',
} as const
export const touchColumns = {
  id: 'uuid', leadId: 'uuid', recordId: 'uuid', at: 'timestamptz', source: 'text', medium: 'text', campaignId: 'uuid',
  landingPage: 'text', message: 'text', joined: 'boolean', externalId: 'text',
} as const
