import type { DomainPart } from '../app/sources.ts'
import { adminPart } from './admin/routes.tsx'
import { campaignsPart } from './campaigns/routes.tsx'
import { consentPart } from './consent/routes.tsx'
import { contactCentrePart } from './contact-centre/routes.tsx'
import { customersPart } from './customers/routes.tsx'
import { dealersPart } from './dealers/routes.tsx'
import { extranetPart } from './extranet/routes.tsx'
import { importsPart } from './imports/routes.tsx'
import { insightsPart } from './insights/routes.tsx'
import { leadsPart } from './leads/routes.tsx'
import { registerPart } from './register/routes.tsx'
import { salesPart } from './sales/routes.tsx'
import { servicePart } from './service/routes.tsx'
import { sessionPart } from './session/routes.tsx'
import { vehiclesPart } from './vehicles/routes.tsx'

/** Every domain's part of the web, by hand: add one line for a new domain. */
export const domains: DomainPart[] = [
  sessionPart,
  adminPart,
  dealersPart,
  leadsPart,
  insightsPart,
  campaignsPart,
  consentPart,
  customersPart,
  importsPart,
  vehiclesPart,
  extranetPart,
  contactCentrePart,
  salesPart,
  servicePart,
  registerPart,
]
