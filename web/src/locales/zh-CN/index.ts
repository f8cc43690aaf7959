import admin from './admin.ts'
import app from './app.ts'
import audiences from './audiences.ts'
import boards from './boards.ts'
import campaigns from './campaigns.ts'
import consent from './consent.ts'
import contactCentre from './contact-centre.ts'
import customers from './customers.ts'
import dealers from './dealers.ts'
import extranet from './extranet.ts'
import imports from './imports.ts'
import insights from './insights.ts'
import leads from './leads.ts'
import merging from './merging.ts'
import modelling from './modelling.ts'
import plans from './plans.ts'
import propensity from './propensity.ts'
import quality from './quality.ts'
import register from './register.ts'
import review from './review.ts'
import sales from './sales.ts'
import service from './service.ts'
import session from './session.ts'
import ties from './ties.ts'
import ui from './ui.ts'
import value from './value.ts'
import vehicles from './vehicles.ts'
import visitors from './visitors.ts'

export default {
  admin,
  app,
  audiences,
  boards,
  campaigns,
  consent,
  contactCentre,
  customers,
  dealers,
  extranet,
  imports,
  insights,
  leads,
  merging,
  modelling,
  plans,
  propensity,
  quality,
  register,
  review,
  sales,
  service,
  session,
  ties,
  ui,
  value,
  vehicles,
  visitors,
}
