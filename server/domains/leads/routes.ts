import type { Route } from '../../kernel/http/route.ts'
import { dispatchRoutes } from './routes/dispatch.ts'
import { formRoutes } from './routes/forms.ts'
import { leadRoutes as ownRoutes } from './routes/leads.ts'

export { openForms } from './routes/forms.ts'

/** A fresh list for every server: the intake gathers requests in it. */
export const leadRoutes = (): Route[] => [...ownRoutes(), ...dispatchRoutes, ...formRoutes]
