import admin from './admin.ts'
import app from './app.ts'
import campaigns from './campaigns.ts'
import dealers from './dealers.ts'
import insights from './insights.ts'
import leads from './leads.ts'
import session from './session.ts'
import ui from './ui.ts'

import consent from './consent.ts'
import customers from './customers.ts'
import imports from './imports.ts'
import vehicles from './vehicles.ts'
export default { vehicles, imports, customers, consent, admin, app, campaigns, dealers, insights, leads, session, ui }
