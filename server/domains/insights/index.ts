export { type PlanGiven, savePlans } from './plans/saving.ts'
