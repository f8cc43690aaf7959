import { adminCases } from './admin.ts'
import { campaignCases } from './campaigns.ts'
import type { RouteCases } from './case.ts'
import { consentCases } from './consent.ts'
import { contactCentreCases } from './contact-centre.ts'
import { credibilityCases } from './credibility.ts'
import { mergeCases } from './customer-merges.ts'
import { tieCases } from './customer-ties.ts'
import { visitorCases } from './customer-visitors.ts'
import { customersCases } from './customers.ts'
import { dealerCases } from './dealers.ts'
import { extranetCases } from './extranet.ts'
import { importCases } from './imports.ts'
import { insightCases } from './insights.ts'
import { leadCases } from './leads.ts'
import { matchModelCases } from './match-model.ts'
import { matchReviewCases } from './match-review.ts'
import { salesCases } from './sales.ts'
import { serviceCases } from './service.ts'
import { vehiclesCases } from './vehicles.ts'

export const allCases: RouteCases = {
  ...adminCases,
  ...campaignCases,
  ...extranetCases,
  ...importCases,
  ...insightCases,
  ...salesCases,
  ...serviceCases,
  ...consentCases,
  ...customersCases,
  ...matchModelCases,
  ...matchReviewCases,
  ...mergeCases,
  ...tieCases,
  ...visitorCases,
  ...credibilityCases,
  ...vehiclesCases,
  ...dealerCases,
  ...leadCases,
  ...contactCentreCases,
}
