import type { FastifyInstance } from 'fastify'
import { authenticator, readIdentity } from './domains/admin/identity.ts'
import { adminJobs } from './domains/admin/jobs.ts'
import { adminPermissions } from './domains/admin/permissions.ts'
import { adminRoutes } from './domains/admin/routes.ts'
import { campaignPermissions } from './domains/campaigns/permissions.ts'
import { campaignRoutes } from './domains/campaigns/routes.ts'
import { wireConsent } from './domains/consent/events.ts'
import { standingConsents } from './domains/consent/index.ts'
import { consentPermissions } from './domains/consent/permissions.ts'
import { consentRoutes } from './domains/consent/routes.ts'
import { wireContactCentre } from './domains/contact-centre/events.ts'
import { callsHeard } from './domains/contact-centre/index.ts'
import { contactCentrePermissions } from './domains/contact-centre/permissions.ts'
import { contactCentreRoutes } from './domains/contact-centre/routes.ts'
import { wireCredibility } from './domains/customers/credibility/following.ts'
import { credibilityJob } from './domains/customers/credibility/jobs.ts'
import { wireCustomers } from './domains/customers/events.ts'
import { customerJobs } from './domains/customers/jobs.ts'
import { customerPermissions } from './domains/customers/permissions.ts'
import { reviewRoutes } from './domains/customers/review/routes.ts'
import { customerRoutes } from './domains/customers/routes.ts'
import { tieRoutes } from './domains/customers/ties/routes.ts'
import { dealerPermissions } from './domains/dealers/permissions.ts'
import { dealerRoutes } from './domains/dealers/routes.ts'
import { extranetJobs } from './domains/extranet/jobs.ts'
import { extranetPermissions } from './domains/extranet/permissions.ts'
import { extranetRoutes } from './domains/extranet/routes.ts'
import { importJobs } from './domains/imports/jobs.ts'
import { importPermissions } from './domains/imports/permissions.ts'
import { importRoutes } from './domains/imports/routes.ts'
import { audienceJobs } from './domains/insights/audiences/taking.ts'
import { boardJobs } from './domains/insights/boards/jobs.ts'
import { wireInsights } from './domains/insights/events.ts'
import { insightJobs } from './domains/insights/jobs.ts'
import { insightPermissions } from './domains/insights/permissions.ts'
import { insightRoutes } from './domains/insights/routes.ts'
import { wireLeads } from './domains/leads/events.ts'
import { leadTrails, runningLeads } from './domains/leads/index.ts'
import { leadJobs } from './domains/leads/jobs.ts'
import { leadPermissions } from './domains/leads/permissions.ts'
import { leadRoutes, openForms } from './domains/leads/routes.ts'
import { wireSales } from './domains/sales/events.ts'
import { salesPermissions } from './domains/sales/permissions.ts'
import { salesRoutes } from './domains/sales/routes.ts'
import { wireService } from './domains/service/events.ts'
import { servicePermissions } from './domains/service/permissions.ts'
import { serviceRoutes } from './domains/service/routes.ts'
import { wireVehicles } from './domains/vehicles/events.ts'
import { carMates, keptCars } from './domains/vehicles/index.ts'
import { vehiclePermissions } from './domains/vehicles/permissions.ts'
import { vehicleRoutes } from './domains/vehicles/routes.ts'
import type { Analytics } from './kernel/analytics.ts'
import type { Clock } from './kernel/clock.ts'
import type { Config } from './kernel/config.ts'
import { openEar } from './kernel/db/ear.ts'
import type { Transact } from './kernel/db/transaction.ts'
import { type EventBus, eventBus } from './kernel/events.ts'
import { createHttp } from './kernel/http/app.ts'
import { healthRoutes } from './kernel/http/health.ts'
import { registerRoutes } from './kernel/http/register.ts'
import type { Route } from './kernel/http/route.ts'
import { streamNews } from './kernel/http/stream.ts'
import { serveWeb } from './kernel/http/web.ts'
import type { JobDefinition } from './kernel/jobs/definition.ts'

/** Every permission there is, domain by domain; the role screen lists them so. */
export const permissions = {
  ...adminPermissions,
  ...campaignPermissions,
  ...consentPermissions,
  ...customerPermissions,
  ...contactCentrePermissions,
  ...dealerPermissions,
  ...extranetPermissions,
  ...importPermissions,
  ...insightPermissions,
  ...leadPermissions,
  ...salesPermissions,
  ...servicePermissions,
  ...vehiclePermissions,
}

const credibility = credibilityJob({ trails: leadTrails, heard: callsHeard })

/** Every job there is. */
export const jobs: JobDefinition[] = [
  ...adminJobs,
  ...audienceJobs(readIdentity),
  ...boardJobs(readIdentity),
  ...customerJobs,
  credibility,
  ...extranetJobs,
  ...importJobs,
  ...insightJobs,
  ...leadJobs,
]

export type AppParts = {
  config: Config
  transact: Transact
  clock: Clock
  analytics: Analytics
  databaseUrl: string
}

export const routesOf = ({ config, analytics }: Pick<AppParts, 'config' | 'analytics'>): Route[] => {
  const secure = config.publicUrl?.startsWith('https:') ?? false
  return [
    ...healthRoutes(config.role, analytics),
    ...adminRoutes({ demo: config.demo, secure, permissions }),
    ...campaignRoutes,
    ...consentRoutes,
    ...customerRoutes,
    ...reviewRoutes({ consents: standingConsents, cars: keptCars, leads: runningLeads }),
    ...tieRoutes({ cars: keptCars, leads: runningLeads, mates: carMates }),
    ...contactCentreRoutes,
    ...dealerRoutes,
    ...extranetRoutes,
    ...importRoutes({ dataDir: config.dataDir }),
    ...insightRoutes,
    ...leadRoutes(),
    ...salesRoutes,
    ...serviceRoutes,
    ...vehicleRoutes,
  ]
}

/** Who listens to whose events, upwards through the house. */
export function wireEvents(): EventBus {
  const bus = eventBus()
  wireCustomers(bus)
  wireConsent(bus)
  wireVehicles(bus)
  // Leads before what hangs from them: in a split, orders and calls go where their lead went.
  wireLeads(bus)
  wireSales(bus)
  // After vehicles: visits go where their car's keeper went.
  wireService(bus)
  wireContactCentre(bus)
  wireCredibility(bus, credibility)
  wireInsights(bus)
  return bus
}

export async function createApp(parts: AppParts): Promise<FastifyInstance> {
  const app = await createHttp(parts.config.logLevel)
  const ear = openEar(parts.databaseUrl)
  app.addHook('preClose', () => ear.close())
  const authenticate = authenticator(parts.transact, parts.clock, ear)
  openForms(app)
  registerRoutes(app, routesOf(parts), { ...parts, authenticate })
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger())
  streamNews(app, ear, authenticate)
  await serveWeb(app)
  return app
}
