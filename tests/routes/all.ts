import { adminCases } from './admin.ts'
import type { RouteCases } from './case.ts'

export const allCases: RouteCases = { ...adminCases }
